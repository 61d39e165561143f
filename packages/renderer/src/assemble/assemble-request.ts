import type { SoundTrack } from "../audio/mix-cues.ts";
import type { Format } from "../encode/format.ts";
import type { Quality } from "../encode/quality.ts";
import type { Chapter } from "../plan/resolve-chapters.ts";
import type { FrameRate } from "../timeline/frame-rate.ts";
import type { Frame } from "../timeline/units.ts";
import type { Segment } from "./segment.ts";

/** What the file is made of besides pictures. */
export interface AssembleRequest {
  readonly ffmpeg: string;
  readonly format: Format;
  readonly rate: FrameRate;
  /** Frames of the file; with sound alone, of the pictures it would go with. */
  readonly frames: Frame;
  readonly sound: Pick<SoundTrack, "file" | "samples"> | null;
  readonly chapters: readonly Chapter[];
  /** An SRT file that becomes a track; `null` for none. */
  readonly subtitles: string | null;
  readonly title: string | null;
  readonly comment: string;
  readonly quality: Quality;
  /** How often a GIF is played; 0: for ever. */
  readonly loop: number;
  /** The name of a frame's file, where each has one. */
  readonly frameName: (frame: number) => string;
  /** For files that are needed on the way. They may stay there. */
  readonly scratchFolder: string;
  readonly signal: AbortSignal;
}

/** The same, and where to write. What is there is overwritten; on an error, half a file may stay. */
export interface FileRequest extends AssembleRequest {
  readonly file: string;
}

/** Makes a file, or a folder, of segments. */
export type Assembler = (segments: readonly Segment[], request: FileRequest) => Promise<void>;
