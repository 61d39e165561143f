import { createReadStream } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { CompositionError } from "../errors.ts";
import { formatFrameRate, frameToSeconds } from "../timeline/frame-rate.ts";
import type { FileRequest } from "./assemble-request.ts";
import { chapterList } from "./chapter-list.ts";
import { containers, SOUND_RATE, subtitleCodecs, type Container } from "./containers.ts";
import { insertStillFrames } from "./h264/insert-still-frames.ts";
import { joinList } from "./join-list.ts";
import { runFfmpeg } from "./run-ffmpeg.ts";
import type { Segment } from "./segment.ts";

/** Of a segment at once. */
const READ_BYTES = 2 ** 18;

/** Something that ffmpeg reads: arguments up to and with `-i`, and what it does with it. */
interface Input {
  readonly input: readonly string[];
  readonly output: (number: number) => readonly string[];
  readonly stream?: AsyncIterable<Uint8Array>;
}

/**
 * Writes pictures, sound and chapters into one file. Pictures are not encoded again; frame `i` is shown at `i / rate`.
 * The same segments, sound and request give the same bytes.
 *
 * @throws {CompositionError} if there is neither picture nor sound.
 */
export async function assembleMuxed(segments: readonly Segment[], request: FileRequest): Promise<void> {
  const { format } = request;
  if (format.name === "gif" || format.name === "png") throw new TypeError(`${format.name} is no container.`);
  const container = containers[format.name];
  const inputs = [
    await pictureInput(segments, request, container),
    soundInput(request, container),
    subtitleInput(request),
    await chapterInput(request),
  ].filter((input) => input !== null);
  await runFfmpeg({
    ...request,
    input: inputs.find(({ stream }) => stream)?.stream ?? null,
    arguments: [
      ...inputs.flatMap(({ input }) => input),
      ...inputs.flatMap(({ output }, number) => output(number)),
      ...(request.chapters.length > 0 ? [] : ["-map_chapters", "-1"]),
      ...container.options(request.rate, request.sound !== null),
      ...metadata(request),
      // The name may have a colon, or another ending.
      ...["-f", container.muxer, `file:${request.file}`],
    ],
  });
}

async function pictureInput(
  segments: readonly Segment[],
  request: FileRequest,
  container: Container,
): Promise<Input | null> {
  const { rate, format } = request;
  if (format.assembly === "sound") return null;
  if (format.assembly === "insert") {
    const chunks = segments.map(({ file, repeats }) => ({ stream: readSegment(file), repeats }));
    return {
      // Nothing of our own stream needs to be found out by decoding its first pictures.
      input: ["-probesize", "32", "-f", "h264", "-framerate", formatFrameRate(rate), "-i", "pipe:0"],
      // SPS and PPS are in the file's header, where alone `avc1` tracks may have them: ISO/IEC 14496-15.
      output: copy(`filter_units=remove_types=7-8,${container.times(rate)}`),
      stream: insertStillFrames(chunks),
    };
  }
  const list = join(request.scratchFolder, "segments.txt");
  await writeFile(list, joinList(segments));
  return {
    input: ["-f", "concat", "-safe", "0", "-i", `file:${list}`],
    output: (number) => [...copy(container.times(rate))(number), ...streamTags(request)],
  };
}

function copy(filters: string): Input["output"] {
  return (number) => ["-map", `${number}:v:0`, "-c:v", "copy", "-bsf:v", filters];
}

/** What the muxer cannot see from packets alone. */
function streamTags({ format, rate }: FileRequest): string[] {
  return [
    ...["-r:v", formatFrameRate(rate)],
    // Apple's players take H.265 only where parameter sets are in the header.
    ...(format.encoders.includes("libx265") ? ["-tag:v", "hvc1"] : []),
    // https://wiki.webmproject.org/alpha-channel
    ...(format.name === "webm" && format.transparent ? ["-metadata:s:v:0", "alpha_mode=1"] : []),
  ];
}

function soundInput({ sound, rate, frames, format }: FileRequest, container: Container): Input | null {
  if (sound === null && format.assembly === "sound") {
    throw new CompositionError(
      `there is no sound to write as ${format.name}. Choose a format with pictures.`,
    );
  }
  if (sound === null) return null;
  const most = Math.floor((frames * SOUND_RATE * rate.denominator) / rate.numerator + 1e-6);
  return {
    input: ["-f", "f32le", "-ar", `${SOUND_RATE}`, "-ac", "2", "-i", `file:${sound.file}`],
    output: (number) => [
      ...["-map", `${number}:a:0`, ...container.sound],
      // No longer than the picture.
      ...["-af", `atrim=end_sample=${Math.min(most, sound.samples)}`],
    ],
  };
}

function subtitleInput({ subtitles, format }: FileRequest): Input | null {
  const codec = subtitleCodecs[format.name];
  if (subtitles === null || codec === undefined) return null;
  return {
    input: ["-f", "srt", "-i", `file:${subtitles}`],
    output: (number) => ["-map", `${number}:s:0`, "-c:s", codec],
  };
}

async function chapterInput({ chapters, scratchFolder, frames, rate }: FileRequest): Promise<Input | null> {
  if (chapters.length === 0) return null;
  const file = join(scratchFolder, "chapters.txt");
  await writeFile(file, chapterList(chapters, frameToSeconds(frames, rate)));
  return {
    input: ["-f", "ffmetadata", "-i", `file:${file}`],
    output: (number) => ["-map_chapters", `${number}`],
  };
}

function metadata({ title, comment }: FileRequest): string[] {
  return [
    // No version of ffmpeg, which would make the bytes differ from machine to machine.
    ...["-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"],
    ...["-map_metadata:g", "-1", "-map_metadata:s", "-1"],
    ...(title === null ? [] : ["-metadata", `title=${title}`]),
    ...["-metadata", `comment=${comment}`],
  ];
}

/** Opened only when it is its turn: a long video has more segments than a process may have open files. */
async function* readSegment(file: string): AsyncGenerator<Uint8Array> {
  for await (const part of createReadStream(file, { highWaterMark: READ_BYTES })) yield part as Buffer;
}
