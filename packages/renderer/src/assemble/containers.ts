import type { FormatName } from "../encode/format-names.ts";
import { formatFrameRate, type FrameRate } from "../timeline/frame-rate.ts";

/** How ffmpeg writes a kind of file that holds pictures, sound, or both. */
export interface Container {
  /** As `ffmpeg -muxers` lists it. */
  readonly muxer: string;
  /** The encoder of sound, with its settings. */
  readonly sound: readonly string[];
  /** Arguments of the muxer. */
  readonly options: (rate: FrameRate, hasSound: boolean) => string[];
  /** A filter of packets that gives frame `N` its exact time: https://ffmpeg.org/ffmpeg-bitstream-filters.html#setts */
  readonly times: (rate: FrameRate) => string;
}

/** Samples of sound a second. */
export const SOUND_RATE = 48_000;
/** Time scales are 32 bits wide: ISO/IEC 14496-12, clause 8.2.2. */
const LARGEST_SCALE = 2 ** 32 - 1;

const aac = ["-c:a", "aac", "-b:a", "192k"];
/** What editing takes: no loss, and no delay to be signalled. */
const pcm = ["-c:a", "pcm_s24le"];

const quickTime: Omit<Container, "muxer" | "sound"> = {
  options: (rate, hasSound) => [
    // One frame lasts `denominator` ticks of `1 / numerator` seconds, with nothing to round.
    ...["-video_track_timescale", `${rate.numerator}`],
    ...["-movie_timescale", `${hasSound ? commonScale(rate) : rate.numerator}`],
    // It can play before it is wholly loaded.
    ...["-movflags", "+faststart"],
  ],
  // A raw stream's own times are in units of 1/1200000 s, which few frame rates divide.
  times: ({ numerator, denominator }) =>
    `setts=ts=N*${denominator}:duration=${denominator}:time_base=1/${numerator}`,
};

/** WebM keeps times in milliseconds, so they are rounded, each for itself: errors do not add up. */
const webm: Container = {
  muxer: "webm",
  sound: ["-c:a", "libopus", "-b:a", "160k"],
  options: (rate) => ["-r", formatFrameRate(rate), "-cues_to_front", "1"],
  times: ({ numerator, denominator }) => {
    const at = (frame: string): string => `round(${frame}*${denominator * 1000}/${numerator})`;
    return `setts=ts=${at("N")}:duration=${at("(N+1)")}-${at("N")}:time_base=1/1000`;
  },
};

const soundAlone: Omit<Container, "muxer" | "sound"> = { options: () => [], times: () => "null" };

/** How each container that can hold captions wants them. */
export const subtitleCodecs: Readonly<Partial<Record<FormatName, string>>> = {
  mp4: "mov_text",
  mov: "mov_text",
  webm: "webvtt",
};

/** Whether a format can have a track of captions. */
export function holdsSubtitles(format: FormatName): boolean {
  return subtitleCodecs[format] !== undefined;
}

/** How each format that is a single file with pictures or sound, as they are encoded, is written. */
export const containers: Readonly<Record<Exclude<FormatName, "gif" | "png">, Container>> = {
  mp4: { ...quickTime, muxer: "mp4", sound: aac },
  mov: { ...quickTime, muxer: "mov", sound: pcm },
  webm,
  wav: { ...soundAlone, muxer: "wav", sound: pcm },
  m4a: {
    ...soundAlone,
    muxer: "ipod",
    sound: aac,
    options: () => ["-movie_timescale", `${SOUND_RATE}`, "-movflags", "+faststart"],
  },
};

/** A scale in which both frames and samples have whole times, so that the sound ends where it ends. */
function commonScale({ numerator }: FrameRate): number {
  const common = (numerator / greatestCommonDivisor(numerator, SOUND_RATE)) * SOUND_RATE;
  return common <= LARGEST_SCALE ? common : numerator;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
