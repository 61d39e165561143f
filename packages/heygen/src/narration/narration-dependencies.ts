import type { HeyGenClient } from "../client/client.ts";
import type { JobEvents } from "./job/job-events.ts";
import type { MediaMaker } from "./media-maker.ts";
import type { NarrationEvent } from "./narration-event.ts";
import type { NarrationQueue } from "./narration-queue.ts";

/** What makes a narration, apart from what it is to be. */
export interface NarrationDependencies {
  /** Opens a client. Not called for what is there already, which needs no key. */
  readonly client: () => Promise<HeyGenClient>;
  /** HeyGen's address: what one makes is not what another has. */
  readonly apiBase: string;
  /** Clips and pending jobs are kept in `narration` in here. */
  readonly cacheFolder: string;
  /** Finds or fetches a file of the project, or at an https address. Returns its path. */
  readonly locate: (src: string) => Promise<string>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly signal?: AbortSignal | undefined;
  /** For the whole, from the first request to the clip. @default 1200 */
  readonly timeoutSeconds?: number | undefined;
  readonly onProgress?: ((event: NarrationEvent) => void) | undefined;
  /** Make it again if it was asked for before this time, in milliseconds since 1970. It is paid for again. @default never */
  readonly anew?: number | undefined;
  /** Makes a stand-in here instead, without account or network. @default HeyGen makes it */
  readonly placeholder?: MediaMaker | undefined;
  /** How many are made at one time. @default one more */
  readonly queue?: NarrationQueue | undefined;
  /** Wakes whoever waits when a webhook tells of the job. @default polling alone */
  readonly events?: JobEvents | undefined;
}
