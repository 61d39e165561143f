import { join } from "node:path";
import { execa } from "execa";
import { temporaryFolder } from "./temporary-folder.ts";

/** How a numbered video is made. */
export interface NumberedVideo {
  readonly name: string;
  readonly frames: number;
  /** As ffmpeg takes it. */
  readonly rate: string;
  /** Of the picture as it is shown. */
  readonly size?: readonly [number, number];
  /** Output arguments: filters, codec, container. */
  readonly output: readonly string[];
  /** Makes everything to the right of the bar code half transparent. */
  readonly transparent?: boolean;
}

/** Videos that are deleted at the end of their block. */
export interface VideoFolder extends AsyncDisposable {
  readonly path: string;
  make(video: NumberedVideo): Promise<string>;
}

const SIZE = [320, 180] as const;
/** Each frame has its number in so many black and white columns, and their opposites below. */
const BITS = 8;
/** Of the width; the rest is red above, and blue below. */
const CODE_PART = 0.8;

/** An empty folder for videos. */
export async function videoFolder(): Promise<VideoFolder> {
  const folder = await temporaryFolder();
  return {
    path: folder.path,
    async make(video) {
      const file = join(folder.path, video.name);
      await makeNumberedVideo(file, video);
      return file;
    },
    [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose](),
  };
}

async function makeNumberedVideo(file: string, video: NumberedVideo): Promise<void> {
  const { frames, rate, size = SIZE, output, transparent = false } = video;
  const input = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", size.join("x"), "-r", rate, "-i", "pipe:0"];
  const pictures = Array.from({ length: frames }, (_, number) => numberedPicture(number, size, transparent));
  await execa("ffmpeg", ["-v", "error", "-y", ...input, "-threads", "1", ...output, file], {
    input: Buffer.concat(pictures),
  });
}

/** RGBA. The code's upper row tells the bits, the highest first; the lower row their opposites. */
export function numberedPicture(
  number: number,
  [width, height]: readonly [number, number] = SIZE,
  transparent = false,
): Buffer {
  const upper = numberedRow(number, width, { isUpper: true, transparent });
  const lower = numberedRow(number, width, { isUpper: false, transparent });
  return Buffer.concat(Array.from({ length: height }, (_, y) => (y < height / 2 ? upper : lower)));
}

function numberedRow(
  number: number,
  width: number,
  { isUpper, transparent }: { readonly isUpper: boolean; readonly transparent: boolean },
): Buffer {
  const row = Buffer.alloc(width * 4);
  const mark = isUpper ? [255, 0, 0] : [0, 0, 255];
  for (let x = 0; x < width; x += 1) {
    const column = Math.floor((x / width / CODE_PART) * BITS);
    const bit = (number >> (BITS - 1 - column)) & 1;
    const grey = (bit === 1) === isUpper ? 255 : 0;
    const isCode = column < BITS;
    const color = isCode ? [grey, grey, grey] : mark;
    row.set([...color, isCode || !transparent ? 255 : 128], x * 4);
  }
  return row;
}

/** A part of a picture in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture of 4 bytes a pixel; the order of colours does not matter. */
export interface Pixels {
  readonly data: Uint8Array;
  readonly width: number;
}

/** The number that a box of a picture shows; `null` if it is none, or a mixture of two. */
export function readNumber(
  { data, width }: Pixels,
  box: Box = { x: 0, y: 0, width: SIZE[0], height: SIZE[1] },
): number | null {
  let number = 0;
  for (let bit = 0; bit < BITS; bit += 1) {
    const x = Math.round(box.x + ((bit + 0.5) / BITS) * CODE_PART * box.width);
    const brightness = (part: number): number =>
      data[(Math.round(box.y + part * box.height) * width + x) * 4 + 1] ?? 0;
    const [upper, lower] = [brightness(0.25), brightness(0.75)];
    if (Math.abs(upper - lower) < 200) return null;
    number = number * 2 + (upper > lower ? 1 : 0);
  }
  return number;
}
