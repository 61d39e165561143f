import type { Timeline } from "./timelines.ts";

/** What the scripts of one sub-composition see as their own. */
export interface ChildScope {
  /** The timelines that they have registered, by their own keys. */
  readonly timelines: ReadonlyMap<string, Timeline>;
}
