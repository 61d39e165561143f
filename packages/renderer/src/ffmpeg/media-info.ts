import type { FrameRate } from "../timeline/frame-rate.ts";
import type { Seconds } from "../timeline/units.ts";

/** The picture track of a file. Times are media time. */
export interface VideoTrackInfo {
  /** The stream's number in the file. */
  readonly index: number;
  /** As ffmpeg names it: `h264`, `vp9`. */
  readonly codec: string;
  /** As ffmpeg names it: `High 10`; empty if there is none. */
  readonly profile: string;
  /** As ffmpeg names it: `yuv420p`; empty if it is not known. */
  readonly pixelFormat: string;
  /** Coded size, before rotation. */
  readonly width: number;
  readonly height: number;
  /** Lines of the picture with square pixels, before rotation. */
  readonly shownHeight: number;
  /** How much the file says of the colours' primaries, transfer and matrix. */
  readonly toldColors: "all" | "some" | "none";
  /** Degrees, counterclockwise, by which a player turns the picture. */
  readonly rotation: number;
  readonly start: Seconds;
  /** From the first frame's start to the last one's end. */
  readonly duration: Seconds;
  /** If pictures begin at whole multiples of `1 / rate` from the file's first time stamp on; else `null`. */
  readonly rate: FrameRate | null;
  readonly hasAlpha: boolean;
}

/** The sound track of a file. Times are media time. */
export interface AudioTrackInfo {
  /** The stream's number in the file. */
  readonly index: number;
  /** As ffmpeg names it: `aac`, `mp3`. */
  readonly codec: string;
  /** Samples a second. */
  readonly sampleRate: number;
  readonly channels: number;
  readonly start: Seconds;
  readonly duration: Seconds;
}

/** What is in a media file. Plain JSON. */
export interface MediaInfo {
  /** As ffmpeg names its reader: `mov,mp4,m4a,3gp,3g2,mj2`, `matroska,webm`, `mp3`. */
  readonly format: string;
  /** Until the later of picture and sound ends. */
  readonly duration: Seconds;
  /** The file's own time stamp at which media time is 0. */
  readonly origin: Seconds;
  /** `null` where there is none, or only cover art. */
  readonly video: VideoTrackInfo | null;
  readonly audio: AudioTrackInfo | null;
}
