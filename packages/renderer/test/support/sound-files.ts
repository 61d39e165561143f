import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { mixCues, type SoundTrack } from "../../src/audio/mix-cues.ts";
import { resolveCues, type CueContext } from "../../src/audio/resolve-cues.ts";
import { probeMedia } from "../../src/ffmpeg/probe-media.ts";
import type { SourceInfo } from "../../src/media/media-source.ts";
import type { MediaReport } from "../../src/page/protocol.ts";
import { seconds } from "../../src/timeline/units.ts";

/** One channel. */
export interface Sound {
  readonly rate: number;
  readonly samples: Float32Array;
}

/** The two channels of a finished mix, at 48 kHz. */
export interface Mix extends SoundTrack {
  readonly left: Float32Array;
  readonly right: Float32Array;
}

const never = new AbortController().signal;
/** A click is a bump 3 ms long: short, and with nothing in it that lossy codecs leave out. */
const CLICK_SECONDS = 0.003;

/** Its height at a time, in seconds from its middle. */
function clickShape(time: number): number {
  const isOutside = Math.abs(time) > CLICK_SECONDS / 2;
  return isOutside ? 0 : 0.4 * (1 + Math.cos((2 * Math.PI * time) / CLICK_SECONDS));
}

/** Silence with clicks whose middle is at these times, in seconds. */
export function clicks(rate: number, length: number, times: readonly number[]): Sound {
  const samples = new Float32Array(Math.round(length * rate));
  for (const time of times) {
    const first = Math.floor((time - CLICK_SECONDS) * rate);
    for (let index = Math.max(0, first); index < first + CLICK_SECONDS * 2 * rate; index += 1) {
      if (index < samples.length) samples[index]! += clickShape(index / rate - time);
    }
  }
  return { rate, samples };
}

/** A tone. */
export function sine(rate: number, length: number, { frequency = 440, level = 0.5 } = {}): Sound {
  const samples = Float32Array.from(
    { length: Math.round(length * rate) },
    (_, index) => level * Math.sin((2 * Math.PI * frequency * index) / rate),
  );
  return { rate, samples };
}

/** Writes a WAV file of 32-bit floats; with several sounds, one in each channel. */
export async function writeWav(file: string, ...sounds: readonly [Sound, ...Sound[]]): Promise<string> {
  const [{ rate, samples }] = sounds;
  const channels = sounds.length;
  const data = new Float32Array(samples.length * channels);
  sounds.forEach((sound, channel) => {
    for (let index = 0; index < samples.length; index += 1) {
      data[index * channels + channel] = sound.samples[index]!;
    }
  });
  const header = Buffer.alloc(44);
  header.write("RIFF", 0);
  header.writeUInt32LE(36 + data.byteLength, 4);
  header.write("WAVEfmt ", 8);
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(3, 20);
  header.writeUInt16LE(channels, 22);
  header.writeUInt32LE(rate, 24);
  header.writeUInt32LE(rate * channels * 4, 28);
  header.writeUInt16LE(channels * 4, 32);
  header.writeUInt16LE(32, 34);
  header.write("data", 36);
  header.writeUInt32LE(data.byteLength, 40);
  await writeFile(file, Buffer.concat([header, Buffer.from(data.buffer)]));
  return file;
}

/** Runs ffmpeg on some inputs, and returns the output file. */
export async function encode(
  input: string,
  output: string,
  options: readonly string[] = [],
): Promise<string> {
  await execa("ffmpeg", ["-v", "error", "-y", "-i", input, ...options, output]);
  return output;
}

/** A media element without attributes. */
export function mediaReport(changes: Partial<MediaReport>): MediaReport {
  return {
    ...{ index: 0, id: "", tag: "audio", url: "", start: 0, end: null, inPoint: 0, rate: 1, track: "" },
    ...{ loop: false, muted: false, volume: 1, fadeIn: 0, fadeOut: 0 },
    ...changes,
  };
}

/** What is mixed of what. */
export interface MixOptions extends Partial<Pick<CueContext, "volumes">> {
  readonly folder: string;
  readonly duration: number;
  /** Where the wanted part begins. */
  readonly from?: number;
  /** The name of the mix. */
  readonly name?: string;
  readonly signal?: AbortSignal;
  /** The program that decodes. */
  readonly ffmpeg?: string;
}

/** Mixes media elements whose `url` is a file's path; `null` if nothing sounds. */
export async function mixFiles(
  elements: ReadonlyArray<Partial<MediaReport>>,
  {
    folder,
    duration,
    from = 0,
    volumes = new Map(),
    name = "mix.f32",
    signal = never,
    ffmpeg = "ffmpeg",
  }: MixOptions,
): Promise<Mix | null> {
  const reports = elements.map((element, index) => mediaReport({ index, ...element }));
  const sources = new Map<string, SourceInfo>();
  for (const url of new Set(reports.map((report) => report.url))) {
    sources.set(url, { file: url, info: await probeMedia(url, { ffprobe: "ffprobe", signal: never }) });
  }
  const cues = resolveCues(reports, { sources, duration: seconds(duration), volumes });
  const part = { start: seconds(from), end: seconds(duration) };
  const track = await mixCues(cues, { ffmpeg, signal, file: join(folder, name), ...part });
  return track && { ...track, ...(await readFloats(track.file)) };
}

/** Mixes what must give a sound track. */
export async function mixAll(...given: Parameters<typeof mixFiles>): Promise<Mix> {
  const mix = await mixFiles(...given);
  if (!mix) throw new Error("there is no sound track");
  return mix;
}

/** Reads interleaved stereo floats. */
export async function readFloats(file: string): Promise<Pick<Mix, "left" | "right">> {
  const bytes = await readFile(file);
  const all = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
  const channel = (first: number): Float32Array => {
    const samples = new Float32Array(all.length / 2);
    for (let index = 0; index < samples.length; index += 1) samples[index] = all[2 * index + first]!;
    return samples;
  };
  return { left: channel(0), right: channel(1) };
}

/** How far the click that should be at a time is from it, in samples at 48 kHz, looked for ±40 ms around. */
export function clickOffset(samples: Float32Array, time: number): number {
  const half = Math.ceil((CLICK_SECONDS / 2) * 48_000);
  const middle = Math.round(time * 48_000);
  const shape = Array.from({ length: 2 * half + 1 }, (_, index) =>
    clickShape((middle + index - half) / 48_000 - time),
  );
  let best = { offset: Number.NaN, score: 0.05 };
  for (let offset = -1920; offset <= 1920; offset += 1) {
    let score = 0;
    const first = middle + offset - half;
    for (let index = 0; index < shape.length; index += 1) {
      score += (samples[first + index] ?? 0) * shape[index]!;
    }
    if (score > best.score) best = { offset, score };
  }
  return best.offset;
}

/** The largest absolute value between two times in seconds. */
export function peak(samples: Float32Array, from = 0, to = samples.length / 48_000): number {
  return samples
    .subarray(Math.round(from * 48_000), Math.round(to * 48_000))
    .reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}

/** A tone's frequency in hertz, from its rises through 0. */
export function frequencyOf(samples: Float32Array, from: number, to: number): number {
  const part = samples.subarray(Math.round(from * 48_000), Math.round(to * 48_000));
  const rises = [...part.keys()].filter((index) => index > 0 && part[index - 1]! < 0 && part[index]! >= 0);
  return ((rises.length - 1) * 48_000) / (rises[rises.length - 1]! - rises[0]!);
}
