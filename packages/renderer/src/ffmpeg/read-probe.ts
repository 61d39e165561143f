import { MediaError } from "../errors.ts";
import { readFrameRate, type FrameRate } from "../timeline/frame-rate.ts";
import { seconds, type Seconds } from "../timeline/units.ts";
import type { AudioTrackInfo, MediaInfo, VideoTrackInfo } from "./media-info.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Sound that begins so near to 0 in Matroska is meant to begin there: its time stamps are whole milliseconds. */
const MATROSKA_SLACK = 0.025;
/** The mean of a constant rate differs by the length that a file gives its last picture. */
const SAME_RATE = 0.01;

/**
 * Reads what `ffprobe -of json` says. All of it comes from the file, so nothing is taken for granted. A length that the
 * file does not tell is 0.
 *
 * @throws {MediaError} if there is neither picture nor sound.
 */
export function readProbe(json: string): MediaInfo {
  const answer = fieldsOf(parse(json));
  const container = fieldsOf(answer["format"]);
  const format = textOf(container["format_name"]);
  const origin = keepsItsTime(format) ? 0 : (numberOf(container["start_time"]) ?? 0);
  const streams = Array.isArray(answer["streams"]) ? answer["streams"].map(fieldsOf) : [];
  const end = (numberOf(container["start_time"]) ?? 0) + (numberOf(container["duration"]) ?? 0) - origin;
  const picture = choose(streams.filter((stream) => isPicture(stream)));
  const sound = choose(streams.filter((stream) => isSound(stream)));
  if (!picture && !sound) throw new MediaError("holds neither a picture nor sound that can be read");
  const first = numberOf(container["start_time"]) ?? 0;
  const video = picture ? readVideo(picture, { origin, end, first }) : null;
  const audio = sound ? readAudio(sound, { origin, end, format }) : null;
  return { format, origin: seconds(origin), duration: lengthOf(video, audio), video, audio };
}

/** How long a file is: until the later of its picture and its sound ends. */
export function lengthOf(video: VideoTrackInfo | null, audio: AudioTrackInfo | null): Seconds {
  return seconds(Math.max(endOf(video), endOf(audio)));
}

function endOf(track: VideoTrackInfo | AudioTrackInfo | null): number {
  return track && track.duration > 0 ? track.start + track.duration : 0;
}

/** Whether players keep to the file's own time stamps; in other formats, the first sample is at 0. */
function keepsItsTime(format: string): boolean {
  return isFormat(format, "mov") || isFormat(format, "matroska");
}

/** Whether ffmpeg's list of names for a format has this one. */
export function isFormat(format: string, name: string): boolean {
  return format.split(",").includes(name);
}

/** Cover art is a video stream too. */
function isPicture(stream: Fields): boolean {
  const isCover = numberOf(fieldsOf(stream["disposition"])["attached_pic"]) === 1;
  return stream["codec_type"] === "video" && !isCover && (numberOf(stream["width"]) ?? 0) > 0;
}

function isSound(stream: Fields): boolean {
  const [rate, channels] = [numberOf(stream["sample_rate"]) ?? 0, numberOf(stream["channels"]) ?? 0];
  return stream["codec_type"] === "audio" && rate > 0 && channels > 0 && textOf(stream["codec_name"]) !== "";
}

/** The stream that the file marks as default, else the first. */
function choose(streams: readonly Fields[]): Fields | undefined {
  return streams.find((stream) => numberOf(fieldsOf(stream["disposition"])["default"]) === 1) ?? streams[0];
}

function readVideo(
  stream: Fields,
  { origin, end, first }: { readonly origin: number; readonly end: number; readonly first: number },
): VideoTrackInfo {
  const pixelFormat = textOf(stream["pix_fmt"]);
  const start = (numberOf(stream["start_time"]) ?? origin) - origin;
  return {
    index: numberOf(stream["index"]) ?? 0,
    codec: textOf(stream["codec_name"]),
    profile: textOf(stream["profile"]),
    pixelFormat,
    width: numberOf(stream["width"]) ?? 0,
    height: numberOf(stream["height"]) ?? 0,
    shownHeight: readShownHeight(stream),
    toldColors: readToldColors(stream),
    rotation: readRotation(stream),
    start: seconds(start),
    duration: readDuration(stream, start, end),
    rate: start + origin === first ? readRate(stream) : null,
    // WebM carries alpha as a second picture, so the pixel format does not tell.
    hasAlpha: tagOf(stream, "alpha_mode") === "1" || hasAlphaPlane(pixelFormat),
  };
}

function readAudio(
  stream: Fields,
  { origin, end, format }: { readonly origin: number; readonly end: number; readonly format: string },
): AudioTrackInfo {
  const given = (numberOf(stream["start_time"]) ?? origin) - origin;
  const start = isFormat(format, "matroska") && Math.abs(given) < MATROSKA_SLACK ? 0 : given;
  return {
    index: numberOf(stream["index"]) ?? 0,
    codec: textOf(stream["codec_name"]),
    sampleRate: numberOf(stream["sample_rate"]) ?? 0,
    channels: numberOf(stream["channels"]) ?? 0,
    start: seconds(start),
    duration: readDuration(stream, start, end),
  };
}

/** Matroska tells a track's end in a tag, or only that of the whole. */
function readDuration(stream: Fields, start: number, end: number): Seconds {
  const tag = /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(tagOf(stream, "DURATION"));
  const tagged = tag ? Number(tag[1]) * 3600 + Number(tag[2]) * 60 + Number(tag[3]) - start : null;
  return seconds(Math.max(0, numberOf(stream["duration"]) ?? tagged ?? end - start));
}

/**
 * ffprobe guesses the lowest rate at which all time stamps fall on a picture. Where the mean is another, pictures come
 * as they like: https://ffmpeg.org/doxygen/trunk/structAVStream.html
 */
function readRate(stream: Fields): FrameRate | null {
  const [base, mean] = [rateOf(stream["r_frame_rate"]), rateOf(stream["avg_frame_rate"])];
  if (!base || !mean) return null;
  const ratio = (mean.numerator * base.denominator) / (mean.denominator * base.numerator);
  return Math.abs(ratio - 1) < SAME_RATE ? base : null;
}

function rateOf(value: unknown): FrameRate | null {
  return readFrameRate(textOf(value));
}

/** Of pixels that are not square, players stretch the short side. */
function readShownHeight(stream: Fields): number {
  const height = numberOf(stream["height"]) ?? 0;
  const [across = 1, down = 1] = textOf(stream["sample_aspect_ratio"]).split(":").map(Number);
  return across > 0 && down > across ? Math.round((height * down) / across) : height;
}

function readToldColors(stream: Fields): VideoTrackInfo["toldColors"] {
  const names = ["color_primaries", "color_transfer", "color_space"].map((field) => textOf(stream[field]));
  const told = names.filter((name) => name !== "" && name !== "unknown" && name !== "reserved");
  if (told.length === 0) return "none";
  return told.length === names.length ? "all" : "some";
}

function readRotation(stream: Fields): number {
  const list: readonly unknown[] = Array.isArray(stream["side_data_list"]) ? stream["side_data_list"] : [];
  const matrix = list.map((item) => numberOf(fieldsOf(item)["rotation"])).find((value) => value !== null);
  return matrix ?? 0 - (numberOf(tagOf(stream, "rotate")) ?? 0);
}

/** ffmpeg's names of formats with an alpha plane: https://ffmpeg.org/doxygen/trunk/pixfmt_8h.html */
function hasAlphaPlane(pixelFormat: string): boolean {
  return /^(yuva|gbrap|rgba|argb|bgra|abgr|ya\d)/.test(pixelFormat);
}

function tagOf(stream: Fields, name: string): string {
  const tags = fieldsOf(stream["tags"]);
  return textOf(tags[name] ?? tags[name.toUpperCase()]);
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new MediaError("is not understood by ffprobe", error);
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function numberOf(value: unknown): number | null {
  const number = typeof value === "string" && value !== "" ? Number(value) : value;
  return typeof number === "number" && Number.isFinite(number) ? number : null;
}
