import type { VideoTrackInfo } from "../../ffmpeg/media-info.ts";
import type { FrameRate } from "../../timeline/frame-rate.ts";
import type { Box, Size } from "../presenter/presenter-box.ts";
import type { ChromaKey } from "../settings/narration-settings.ts";

/** A stretch of a clip as it is needed: cut to a part of the picture, and scaled. */
export interface StripRequest {
  readonly file: string;
  readonly video: VideoTrackInfo;
  /** In the clip's pixels. */
  readonly crop: Box;
  readonly size: Size;
  /** The composition's. */
  readonly rate: FrameRate;
  /** Frames of the clip at that rate; `end` is left out. */
  readonly first: number;
  readonly end: number;
  readonly key: ChromaKey | null;
}

/** Such a stretch: a file that is quick to read from any frame on. */
export interface PresenterStrip {
  /** Named by what is in it. */
  readonly file: string;
  /** Settles once the file is whole. Fails with a `NarrationError` if the clip cannot be read. */
  readonly made: Promise<void>;
  /**
   * `raw`: pictures in BGRA, colours multiplied by alpha, one after the other, that can be read while the file grows.
   * `compressed`: RGB, in a file that can be read once it is whole; alpha is below each picture, as another one.
   */
  readonly kind: "raw" | "compressed";
  readonly crop: Box;
  readonly size: Size;
  /** Of its pictures: the composition's, or the clip's own if that is lower, so that none is there twice. */
  readonly rate: FrameRate;
  /** Frames of the clip at the composition's rate; `end` is left out. */
  readonly first: number;
  readonly end: number;
  /** The number of each frame's picture in the file. */
  readonly pictureOf: (frame: number) => number;
  readonly hasAlpha: boolean;
}

/** Which of a clip's pictures a strip has; `end` is left out. */
interface StripPictures {
  readonly rate: FrameRate;
  readonly first: number;
  readonly end: number;
  /** The picture that is shown in a frame of the clip at the composition's rate: the last one that has begun. */
  readonly shownIn: (frame: number) => number;
}

/** The pictures of a stretch. A clip that is slower than the composition has fewer of them than that has frames. */
export function stripPictures({ video, rate, first, end }: StripRequest): StripPictures {
  const own = video.rate && isLower(video.rate, rate) ? video.rate : rate;
  // In whole numbers, so that no rounding shows a picture too early or too late.
  const [pictures, frames] = [own.numerator * rate.denominator, own.denominator * rate.numerator];
  const shownIn = (frame: number): number => Math.floor((frame * pictures) / frames);
  return { rate: own, first: shownIn(first), end: shownIn(end - 1) + 1, shownIn };
}

function isLower(a: FrameRate, b: FrameRate): boolean {
  return a.numerator * b.denominator < b.numerator * a.denominator;
}
