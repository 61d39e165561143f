import type { Picture } from "../capture/frame-source.ts";
import type { FrameRate } from "../timeline/frame-rate.ts";
import type { CodecName, FormatName } from "./format-names.ts";
import type { Quality } from "./quality.ts";

/** A kind of output file, chosen once: what is filmed, encoded and assembled follows from it. */
export type Format = PictureFormat | SoundFormat;

interface AnyFormat {
  readonly name: FormatName;
  /** Of its pictures, where there is a choice. */
  readonly codec: CodecName | null;
  /** Encoders of ffmpeg that it needs, as `ffmpeg -encoders` lists them. */
  readonly encoders: readonly string[];
  /** Whether there is nothing behind the page, so that pictures have alpha. */
  readonly transparent: boolean;
  /** Whether pictures of odd sizes are padded: 4:2:0 has one chroma sample for two by two pixels. */
  readonly evenSizes: boolean;
  /** How segments and sound become the file: see assemble/assemble-output.ts. */
  readonly assembly: Assembly;
}

/** A format that shows something. */
interface PictureFormat extends AnyFormat {
  readonly pictures: "filmed";
  /** How they are encoded. */
  readonly segments: SegmentFormat;
}

/** Sound alone. */
interface SoundFormat extends AnyFormat {
  readonly pictures: "none";
}

/**
 * `insert`: H.264, with still pictures put in. `join`: one segment after the other. `gif`: one palette for all. `files`:
 * a folder of pictures. `sound`: no pictures.
 */
export type Assembly = "insert" | "join" | "gif" | "files" | "sound";

/** So many times, and then no more; or each time, where every frame must be in the segment. */
export type Refinements = number | "every-frame";

/** How a chunk's pictures become a segment: a file that is joined with those of the other chunks. */
export interface SegmentFormat {
  /** Ends the segment's name. */
  readonly extension: string;
  /** What the encoder takes of a picture. */
  readonly pixelsOf: (picture: Picture) => Uint8Array;
  /**
   * How often a picture that stays is encoded again before it costs nothing, so that it gets as sharp as pictures that
   * are long on screen should be.
   */
  readonly refinements: Refinements;
  /** FFmpeg arguments without the file: pixels on standard input to a segment, with the same bytes on any machine. */
  readonly arguments: (request: EncodeRequest) => string[];
}

/** How a chunk's pictures come in, and how good they shall be. */
export interface EncodeRequest {
  /** Of the picture as it is filmed, in device pixels. */
  readonly width: number;
  readonly height: number;
  readonly rate: FrameRate;
  readonly quality: Quality;
  /** Constant rate factor; `null`: the quality's own. */
  readonly crf: number | null;
  /** Average bits per second, instead of a constant rate factor. */
  readonly bitrate: number | null;
}
