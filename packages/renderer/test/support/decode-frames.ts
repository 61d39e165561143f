import { execa } from "execa";

/** Pictures of a video: RGB, 8 bits each, rows from the top. */
export interface DecodedFrames {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly Buffer[];
}

/** Red, green and blue from 0 to 255. */
export type Color = readonly [number, number, number];

/** Every frame of a video, as a player shows it. Fails if the decoder has anything to complain about. */
export async function decodeFrames(file: string): Promise<DecodedFrames> {
  const filter = "scale=in_color_matrix=bt709:in_range=tv:out_range=pc:flags=accurate_rnd+full_chroma_int";
  const { stdout, stderr } = await execa(
    "ffmpeg",
    [
      ...["-v", "warning", "-xerror", "-err_detect", "explode", "-i", file, "-fps_mode", "passthrough"],
      ...["-vf", `${filter},format=rgb24`, "-c:v", "ppm", "-f", "image2pipe", "pipe:1"],
    ],
    { encoding: "buffer", maxBuffer: 2 ** 31 },
  );
  if (stderr.length > 0) throw new Error(Buffer.from(stderr).toString());
  return readPictures(Buffer.from(stdout.buffer, stdout.byteOffset, stdout.byteLength));
}

/** Pictures in a row, each with its size before it, so that nobody has to ask for that: https://netpbm.sourceforge.net/doc/ppm.html */
function readPictures(all: Buffer): DecodedFrames {
  const [header = "", width = 0, height = 0] =
    /^P6\n(\d+) (\d+)\n255\n/.exec(all.toString("latin1", 0, 32)) ?? [];
  const bytes = header.length + Number(width) * Number(height) * 3;
  const frames = Array.from({ length: all.length / bytes }, (_, index) =>
    all.subarray(index * bytes + header.length, (index + 1) * bytes),
  );
  return { width: Number(width), height: Number(height), frames };
}

/** One pixel of a frame. */
export function colorAt(
  { frames, width }: DecodedFrames,
  frame: number,
  [x, y]: readonly [number, number],
): Color {
  const offset = (y * width + x) * 3;
  return [...frames[frame]!.subarray(offset, offset + 3)] as unknown as Color;
}

/** The name of the one of these colours that is nearest to a pixel: black, white, red, lime, blue, yellow. */
export function nameAt(video: DecodedFrames, frame: number, place: readonly [number, number]): string {
  const color = colorAt(video, frame, place);
  const bits = color.map((value) => (value > 127 ? 1 : 0)).join("");
  return names[bits] ?? bits;
}

const names: Readonly<Record<string, string>> = {
  "000": "black",
  "111": "white",
  "100": "red",
  "010": "lime",
  "001": "blue",
  "110": "yellow",
};

/** Which frames are like the one before, to the last bit. The first is not. */
export function stillFrames({ frames }: DecodedFrames): boolean[] {
  return frames.map((picture, index) => index > 0 && picture.equals(frames[index - 1]!));
}
