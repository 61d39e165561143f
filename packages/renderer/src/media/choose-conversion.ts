import type { MediaInfo, VideoTrackInfo } from "../ffmpeg/media-info.ts";
import { isFormat } from "../ffmpeg/read-probe.ts";

/** How ffmpeg makes a video that Chromium can decode. Plain JSON: with the file's content, it is the copy's name. */
export interface Conversion {
  readonly container: "mp4" | "webm";
  /** Arguments before the input. */
  readonly input: readonly string[];
  /** Arguments after it. */
  readonly output: readonly string[];
}

/** The way from a file to a copy that can be decoded; `null` if the file itself can. */
export function conversionOf({ format, origin, video, audio }: MediaInfo): Conversion | null {
  if (!video || isDecodable(format, video)) return null;
  const isMoved = origin !== 0 || video.start !== 0 || (audio !== null && audio.start < 0);
  const isOdd = video.width % 2 !== 0 || video.height % 2 !== 0;
  return {
    container: video.hasAlpha ? "webm" : "mp4",
    // Otherwise ffmpeg moves the beginning of what it reads to 0, which may be later than that of the file.
    input: isMoved ? ["-copyts"] : [],
    output: [
      ...(isMoved ? ["-output_ts_offset", (0 - origin).toFixed(6)] : []),
      // Every frame keeps its time, to the microsecond.
      ...["-fps_mode", "passthrough", "-enc_time_base", "1:1000000"],
      ...pixelArguments(video),
      // x264 takes only even sizes in 4:2:0.
      ...(video.hasAlpha || isOdd ? vp9 : h264),
      ...(video.hasAlpha
        ? []
        : ["-video_track_timescale", "1000000", "-movie_timescale", "1000000", "-movflags", "+faststart"]),
    ],
  };
}

/** What Debian's and Sparticuz's builds decode by themselves: https://www.chromium.org/audio-video/ */
const decodable: Readonly<Record<string, readonly string[]>> = {
  h264: ["Constrained Baseline", "Baseline", "Main", "High"],
  vp8: [],
  vp9: ["Profile 0"],
  av1: ["Main"],
};

function isDecodable(format: string, { codec, profile, pixelFormat, hasAlpha }: VideoTrackInfo): boolean {
  const profiles = decodable[codec];
  if (!profiles || !(isFormat(format, "mov") || isFormat(format, "matroska"))) return false;
  // Alpha is taken from WebM only, where it is a second picture.
  const pixelFormats = hasAlpha ? ["yuv420p", "yuva420p"] : ["yuv420p", "yuvj420p"];
  const hasAlphaStream = !hasAlpha || (isFormat(format, "matroska") && /^vp[89]$/.test(codec));
  const hasProfile = profiles.length === 0 || profile === "" || profiles.includes(profile);
  return hasProfile && hasAlphaStream && pixelFormats.includes(pixelFormat);
}

function pixelArguments({ pixelFormat, hasAlpha }: VideoTrackInfo): string[] {
  const target = hasAlpha ? "yuva420p" : "yuv420p";
  const isRgb = /rgb|bgr|gbr|argb|abgr|pal8|mono/.test(pixelFormat);
  if (!isRgb) return ["-pix_fmt", target];
  // Colours that have no matrix of their own get that of HD, and say so.
  const filter = `scale=out_color_matrix=bt709:out_range=tv:flags=accurate_rnd+full_chroma_int,format=${target}`;
  const tags = [
    "-colorspace",
    "bt709",
    "-color_primaries",
    "bt709",
    "-color_trc",
    "bt709",
    "-color_range",
    "tv",
  ];
  return ["-vf", filter, ...tags];
}

/** Visually lossless, without B-frames, and quick to jump in. */
const h264 = ["-c:v", "libx264", "-preset", "veryfast", "-crf", "12", "-bf", "0", "-g", "30"];

/** ffmpeg hides frames for reference where there is alpha, unless told not to. */
const vp9 = [
  ...["-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "5", "-crf", "12", "-b:v", "0"],
  ...["-g", "30", "-auto-alt-ref", "0", "-row-mt", "1"],
];
