import type { Approach } from "../capture/frame-source.ts";
import type { SegmentFormat } from "../encode/format.ts";
import type { Contents } from "../manifest/contents.ts";
import type { Presenter } from "../narration/presenter/presenter.ts";
import type { Plan } from "../plan/resolve-plan.ts";
import type { Progress } from "../progress.ts";
import type { Chunk } from "../timeline/chunk-list.ts";
import type { ChunkStore } from "./chunk-store.ts";

/** What the chunks of a render have in common, and where they go. */
export interface ChunkJob {
  readonly plan: Plan;
  readonly store: ChunkStore;
  /** The files that pages are made from. */
  readonly contents: Contents;
  /** Those that pages have got. */
  readonly served: ReadonlyMap<string, string>;
  readonly ffmpeg: string;
  /** Encoder arguments without the file. */
  readonly encoder: readonly string[];
  readonly segments: SegmentFormat;
  /** Who is shown over the page; `null` for nobody. */
  readonly presenter: Presenter | null;
  /** Whether what is wrong with a page is an error. */
  readonly strict: boolean;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** A chunk that is to be rendered, and how its page comes to it. */
export interface Assignment {
  readonly chunk: Chunk;
  readonly approach: Approach;
}
