import type { VideoTrackInfo } from "../ffmpeg/media-info.ts";
import type { VideoColors } from "../page/protocol.ts";

/** From so many lines on, a picture counts as HD. */
const HD_LINES = 720;
const hd: VideoColors = { primaries: "bt709", transfer: "bt709", matrix: "bt709", fullRange: false };
const sd: VideoColors = {
  primaries: "smpte170m",
  transfer: "smpte170m",
  matrix: "smpte170m",
  fullRange: false,
};

/**
 * By which colours a picture is shown whose file does not say it, or only in part: as Chromium's own player takes it, by
 * the lines of the picture. `null` where the decoder knows: the file says all, or its codec has a rule of its own. Of VP9, AV1 and pictures
 * of full range that is BT.601 at every size. docs/decisions/media-and-sound.md#video
 */
export function playedColors(video: VideoTrackInfo): VideoColors | null {
  const { codec, pixelFormat, toldColors } = video;
  if (toldColors === "all" || codec === "vp9" || codec === "av1") return null;
  if (!/^(yuva?4|nv\d|p[02]1\d)/.test(pixelFormat)) return null;
  if (video.shownHeight >= HD_LINES) return hd;
  // Without a word of it, the decoder takes that by itself.
  return toldColors === "some" ? sd : null;
}
