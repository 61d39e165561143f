import type { MediaInfo } from "../ffmpeg/media-info.ts";

/** A source that can be used. */
export interface FoundSource {
  /** Absolute path of a local file. */
  readonly file: string;
  readonly info: MediaInfo;
}

/** A source that cannot be used, and why: the end of a sentence that begins with its address. */
interface FaultySource {
  readonly fault: string;
}

/** What is known of one address of a media element. Plain JSON. */
export type SourceInfo = FoundSource | FaultySource;
