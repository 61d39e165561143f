import type { Media } from "@hyperframes-engine/heygen";
import type { Demands } from "./demands.ts";

/** What is made over time. */
export type JobKind =
  | "video"
  | "session"
  | "lipsync"
  | "translation"
  | "proofread"
  | "clone"
  | "avatar"
  | "removal"
  | "clipping";

/** What a job is made from. */
export interface JobOrder {
  readonly kind: JobKind;
  /** The request's body. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly demands: Demands;
  readonly batchId?: string | undefined;
  /** Made while the job runs; the job does not end before. */
  readonly media?: Promise<Media> | undefined;
}

/** Something in the making: its state follows from the time, and from what was demanded. */
export class Job {
  readonly id: string;
  readonly order: JobOrder;
  /** Milliseconds since 1970, emulated. */
  readonly created: number;
  title: string | null;
  polls = 0;
  outcome: "completed" | "failed" | undefined;
  /** Milliseconds since 1970, emulated. */
  ended: number | undefined;
  /** Set when made. */
  media: Media | undefined;
  /** Its media could not be made. */
  isBroken = false;
  /** By role: `video`, `subtitle` … the id of a stored file. */
  readonly files = new Map<string, string>();
  /** The video of an agent's session. */
  video: Job | undefined;
  readonly messages: Array<{ role: string; content: string; type: "text"; created_at: number }> = [];
  readonly #end: number;
  #ready: boolean;

  constructor(id: string, order: JobOrder, times: { readonly created: number; readonly end: number }) {
    this.id = id;
    this.order = order;
    this.created = times.created;
    this.#end = times.end;
    this.title = typeof order.input["title"] === "string" ? order.input["title"] : null;
    this.#ready = order.media === undefined;
    void this.#await(order.media);
  }

  /** 0 to 1. */
  progress(now: number): number {
    if (this.outcome) return 1;
    return Math.min(0.99, Math.max(0, (now - this.created) / Math.max(1, this.#end - this.created)));
  }

  /** Whether it ends now, well or badly. */
  isDue(now: number): boolean {
    const { demands } = this.order;
    if (this.outcome || demands.has("stuck") || this.asksBack) return false;
    if (demands.has("fail")) return this.polls >= demands.count("fail");
    return this.isBroken || (this.#ready && now >= this.#end);
  }

  /** Whether it waits for somebody to answer. */
  get asksBack(): boolean {
    const { kind, demands } = this.order;
    if (this.outcome || kind !== "session" || !demands.has("ask-back")) return false;
    return this.messages.filter(({ role }) => role === "user").length < 2;
  }

  /** Adds to the talk of a session. */
  hear(content: string, role: "user" | "model" = "user"): void {
    this.messages.push({ role, content, type: "text", created_at: Math.floor(this.created / 1000) });
  }

  text(field: string): string | null {
    const value = this.order.input[field];
    return typeof value === "string" ? value : null;
  }

  /** The status among the names of its kind: before, while, and after. */
  status<W extends string, R extends string>(
    now: number,
    waiting: W,
    running: R,
  ): W | R | "completed" | "failed" {
    if (this.outcome) return this.outcome;
    return this.progress(now) < 0.15 ? waiting : running;
  }

  async #await(media: Promise<Media> | undefined): Promise<void> {
    try {
      this.media = await media;
      this.#ready = true;
    } catch {
      // The maker failed, or the emulator is closing: so does the job.
      this.isBroken = true;
    }
  }
}
