import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Quality } from "../encode/quality.ts";
import type { FileRequest } from "./assemble-request.ts";
import { frameDelays } from "./gif/frame-delays.ts";
import { withDelays } from "./gif/with-delays.ts";
import { joinList } from "./join-list.ts";
import { runFfmpeg } from "./run-ffmpeg.ts";
import type { Segment } from "./segment.ts";

/**
 * How colours that are not in the palette are made of those that are. Spreading errors leaves colours that are in it as
 * they are, which patterns (`bayer`) do not. https://ffmpeg.org/ffmpeg-filters.html#paletteuse
 */
const dithers: Readonly<Record<Quality, string>> = {
  draft: "none",
  standard: "sierra2_4a",
  high: "sierra2_4a",
};

/**
 * Writes a GIF with one palette for all pictures. A picture that stays costs nothing. Times are in hundredths of a
 * second, each rounded for itself, so that errors do not add up.
 */
export async function assembleGif(segments: readonly Segment[], request: FileRequest): Promise<void> {
  const { scratchFolder } = request;
  const list = join(scratchFolder, "segments.txt");
  const palette = join(scratchFolder, "palette.png");
  const even = join(scratchFolder, "even.gif");
  await writeFile(list, joinList(segments));
  const pictures = ["-f", "concat", "-safe", "0", "-i", `file:${list}`];
  await runFfmpeg({
    ...request,
    input: null,
    arguments: [...pictures, "-vf", "palettegen", "-frames:v", "1", "-update", "1", `file:${palette}`],
  });
  await runFfmpeg({
    ...request,
    input: null,
    arguments: [...pictures, "-i", `file:${palette}`, ...paletteArguments(request), `file:${even}`],
  });
  const delays = frameDelays(segments, request.rate);
  await writeFile(request.file, withDelays(await readFile(even), { delays, comment: request.comment }));
}

function paletteArguments({ quality, loop }: FileRequest): string[] {
  const filters = `[0:v]setpts=N/(20*TB)[v];[v][1:v]paletteuse=diff_mode=rectangle:dither=${dithers[quality]}`;
  return [
    // The encoder would count in frames of the composition, of which two pictures may share one below 20 a second.
    ...["-lavfi", filters, "-fps_mode", "passthrough", "-enc_time_base", "1:100", "-threads", "1"],
    ...["-fflags", "+bitexact", "-flags:v", "+bitexact", "-map_metadata", "-1"],
    ...["-loop", `${loopExtension(loop)}`, "-f", "gif"],
  ];
}

/** The file says how often it is repeated after the first time; -1 writes nothing, which means: not at all. */
function loopExtension(plays: number): number {
  if (plays === 0) return 0;
  return plays === 1 ? -1 : plays - 1;
}
