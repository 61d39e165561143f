import { ApiFault } from "./api-fault.ts";
import type { Reply } from "./reply.ts";

const dayMilliseconds = 24 * 3600 * 1000;

/** Remembers the answers to requests that carried a key: one key, one effect, for a day. */
export class Idempotency {
  readonly #answers = new Map<string, { readonly at: number; reply: Reply | undefined }>();
  readonly #now: () => number;

  /** @param now Milliseconds since 1970, emulated. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** The answer that the key got before, or that of `run`; what fails is not remembered. */
  async once(key: string, run: () => Promise<Reply>): Promise<Reply> {
    const before = this.#answers.get(key);
    if (before && this.#now() - before.at < dayMilliseconds) {
      if (before.reply) return before.reply;
      throw new ApiFault(409, "request_in_progress", {
        message: "A request with this key is still being worked on.",
      });
    }
    const entry: { readonly at: number; reply: Reply | undefined } = { at: this.#now(), reply: undefined };
    this.#answers.set(key, entry);
    try {
      entry.reply = await run();
      return entry.reply;
    } catch (error) {
      this.#answers.delete(key);
      throw error;
    }
  }
}
