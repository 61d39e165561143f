import type { VideoTrackInfo } from "../ffmpeg/media-info.ts";
import type { FrameRate } from "../timeline/frame-rate.ts";
import type { ChromaKey } from "./narration-settings.ts";
import type { Box, Size } from "./presenter-box.ts";

/** A stretch of a clip as it is needed: cut to a part of the picture, scaled, at the composition's rate. */
export interface StripRequest {
  readonly file: string;
  readonly video: VideoTrackInfo;
  /** In the clip's pixels. */
  readonly crop: Box;
  readonly size: Size;
  readonly rate: FrameRate;
  /** Frames of the clip at that rate; `end` is left out. */
  readonly first: number;
  readonly end: number;
  readonly key: ChromaKey | null;
}

/** Such a stretch: a file that is quick to decode from any frame on. */
export interface PresenterStrip {
  readonly file: string;
  readonly crop: Box;
  readonly size: Size;
  readonly rate: FrameRate;
  readonly first: number;
  readonly end: number;
  /** Whether each picture has its alpha below it, as another picture. Colours are then multiplied by it. */
  readonly hasAlpha: boolean;
}
