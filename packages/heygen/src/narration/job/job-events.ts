import { interrupted } from "../../errors.ts";
import type { WebhookEvent } from "../../webhooks/parse-webhook.ts";

/** How many jobs are remembered that nobody has waited for yet. */
const mostRemembered = 1000;

/** Wakes those who wait for a job when a webhook tells of it. What the webhook says is not believed: the job is read again. */
export class JobEvents {
  readonly #told = new Set<string>();
  readonly #waiting = new Map<string, Set<() => void>>();

  /** An event has come; verified or not, it costs one request at most. */
  deliver({ data }: WebhookEvent): void {
    for (const name of ["video_id", "session_id"]) {
      const id = data[name];
      if (typeof id === "string") this.#tell(id);
    }
  }

  /**
   * Waits until an event tells of the job, or the time is up. One that came before is told of at once.
   *
   * @throws {HeyGenError} if the signal is given meanwhile.
   */
  async next(id: string, seconds: number, signal: AbortSignal | undefined): Promise<void> {
    if (signal?.aborted) throw interrupted();
    if (this.#told.delete(id)) return;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, seconds * 1000);
    const leave = (): void => reject(interrupted());
    signal?.addEventListener("abort", leave, { once: true });
    const waiting = this.#waiting.get(id) ?? new Set();
    this.#waiting.set(id, waiting.add(resolve));
    try {
      await promise;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", leave);
      waiting.delete(resolve);
      if (waiting.size === 0) this.#waiting.delete(id);
    }
  }

  #tell(id: string): void {
    const waiting = this.#waiting.get(id);
    for (const wake of waiting ?? []) wake();
    if (waiting) return;
    this.#told.add(id);
    const [oldest] = this.#told;
    if (this.#told.size > mostRemembered && oldest !== undefined) this.#told.delete(oldest);
  }
}
