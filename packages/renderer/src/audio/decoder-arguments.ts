import { anyProcessor } from "../ffmpeg/any-processor.ts";
import { hostileInput } from "../ffmpeg/hostile-input.ts";
import { isFormat } from "../ffmpeg/read-probe.ts";
import { CHANNELS, SAMPLE_RATE, type SoundCue } from "./sound-cue.ts";

/** Which part of a cue's source is decoded, in media time. */
export interface SourcePart {
  readonly from: number;
  /** `null`: to the end. */
  readonly to: number | null;
}

/** A decoder is right only after some packets: MP3 borrows from 511 bytes before, Opus wants 80 ms (RFC 7845, 4.6). */
const PREROLL = 0.5;
/**
 * Up to these in-points, in seconds, samples are counted from the file's start. Where one lands in a fragmented MP4 can
 * be some 50 ms off, and in Matroska time stamps are whole milliseconds. An hour takes 2 to 4 s to decode.
 */
const COUNTED = { matroska: 1800, others: 300 };
/** `atempo` blends up to here, and leaves samples out beyond: https://ffmpeg.org/ffmpeg-filters.html#atempo */
const FASTEST = 2;
const SLOWEST = 0.5;

/**
 * ffmpeg arguments that write part of a cue's sound to standard output, as 48 kHz stereo of little-endian floats. The
 * first sample is that of `part.from`, whatever the file's time stamps begin with.
 */
export function decoderArguments(cue: SoundCue, part: SourcePart): string[] {
  const { format, audio } = cue.media;
  const counted = isFormat(format, "matroska") ? COUNTED.matroska : COUNTED.others;
  const landing = part.from <= counted ? null : part.from - PREROLL;
  return [
    ...["-v", "error", "-nostdin", ...anyProcessor, "-vn", "-sn", "-dn"],
    ...(landing === null ? [] : seekTo(landing, cue.media)),
    ...hostileInput(cue.file),
    ...["-map", `0:${audio.index}`, "-af", filters(cue, part, landing)],
    ...["-f", "f32le", "-c:a", "pcm_f32le", "-ac", `${CHANNELS}`, "pipe:1"],
  ];
}

/**
 * Only for what is far from the start: seeking to the start itself drops the packets before it, from which AAC and MP3
 * decode their first samples, and in a file with a picture lands at the first picture.
 */
function seekTo(landing: number, { format, origin }: SoundCue["media"]): string[] {
  const isStream = isFormat(format, "mpegts") || isFormat(format, "mpeg");
  // Without `-seek_timestamp`, ffmpeg takes its own view of where a file starts, which an edit list can move; with it, it
  // loses its way in streams whose sound begins late.
  if (isStream) return ["-ss", landing.toFixed(6)];
  return ["-seek_timestamp", "1", "-ss", (origin + landing).toFixed(6)];
}

/** @param landing media time of the first sample that is decoded; `null` where that is the file's first. */
function filters({ media, rate }: SoundCue, part: SourcePart, landing: number | null): string {
  const { start, channels } = media.audio;
  const sampleOf = (time: number): number => Math.round((time - (landing ?? 0)) * SAMPLE_RATE);
  const end = part.to === null ? "" : `:end_sample=${sampleOf(part.to)}`;
  return [
    // The first sample is where the file's sound begins: its time stamp may be that of what the codec puts before it.
    ...(landing === null ? [`asetpts=round(PTS-STARTPTS+${start.toFixed(6)}/TB)`] : []),
    // Silence where sound begins late, or is missing for a tenth of a second or more; no other stretching.
    `aresample=${SAMPLE_RATE}:async=1:first_pts=0`,
    // ffmpeg makes mono 3 dB quieter; browsers play it on both sides as it is.
    channels === 1 ? "pan=stereo|c0=c0|c1=c0" : "aformat=channel_layouts=stereo",
    "aformat=sample_fmts=flt",
    `atrim=start_sample=${sampleOf(part.from)}${end}`,
    ...tempoChain(rate).map((tempo) => `atempo=${tempo}`),
  ].join(",");
}

/** A rate as a product of rates that `atempo` does well. */
export function tempoChain(rate: number): number[] {
  if (rate === 1) return [];
  if (rate > FASTEST) return [FASTEST, ...tempoChain(rate / FASTEST)];
  if (rate < SLOWEST) return [SLOWEST, ...tempoChain(rate / SLOWEST)];
  return [rate];
}
