import type { HeyGenClient } from "../../client/client.ts";
import { HeyGenError } from "../../errors.ts";
import type { NarrationDependencies } from "../narration-dependencies.ts";
import type { NarrationEvent } from "../narration-event.ts";
import type { NarrationFolder } from "../narration-folder.ts";
import type { NarrationOrder } from "../narration-order.ts";

/** One narration in the making, under its lock. */
export interface NarrationWork {
  readonly order: NarrationOrder;
  readonly key: string;
  readonly folder: NarrationFolder;
  readonly client: HeyGenClient;
  readonly dependencies: NarrationDependencies;
  /** When to give up, milliseconds since 1970. */
  readonly end: number;
}

/** Says how it goes. */
export function tell({ onProgress }: NarrationDependencies, news: Omit<NarrationEvent, "event">): void {
  onProgress?.({ event: "narration", ...news });
}

/** Seconds until the time is up; 0 if it is. */
export function secondsLeft({ end, dependencies }: Pick<NarrationWork, "end" | "dependencies">): number {
  return Math.max(0, (end - dependencies.now()) / 1000);
}

/** The same failure, with what to do about it. */
export function withAdvice(error: HeyGenError, advice: string): HeyGenError {
  const { failure, code, status, param, docUrl, requestId, retryAfter } = error;
  const details = { code, status, param, docUrl, requestId, retryAfter, cause: error };
  return new HeyGenError(failure, `${error.message} ${advice}`, details);
}
