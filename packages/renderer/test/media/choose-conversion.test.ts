import { describe, expect, test } from "vitest";
import type { MediaInfo, VideoTrackInfo } from "../../src/ffmpeg/media-info.ts";
import { conversionOf } from "../../src/media/choose-conversion.ts";
import { seconds } from "../../src/timeline/units.ts";

function infoOf(video: Partial<VideoTrackInfo>, changes: Partial<MediaInfo> = {}): MediaInfo {
  const track = {
    index: 0,
    rotation: 0,
    width: 320,
    height: 180,
    shownHeight: 180,
    toldColors: "none" as const,
    rate: null,
    hasAlpha: false,
  };
  const times = { start: seconds(0), duration: seconds(1) };
  return {
    format: "mov,mp4,m4a,3gp,3g2,mj2",
    duration: seconds(1),
    origin: seconds(0),
    audio: null,
    ...changes,
    video: { ...track, ...times, codec: "h264", profile: "High", pixelFormat: "yuv420p", ...video },
  };
}

const webm = { format: "matroska,webm" };

describe("what the browser decodes is left as it is", () => {
  test.for<readonly [string, MediaInfo]>([
    ["H.264", infoOf({})],
    ["H.264 of full range", infoOf({ profile: "Constrained Baseline", pixelFormat: "yuvj420p" })],
    ["AV1", infoOf({ codec: "av1", profile: "Main" })],
    ["VP8", infoOf({ codec: "vp8", profile: "0" }, webm)],
    ["VP9 with alpha in WebM", infoOf({ codec: "vp9", profile: "Profile 0", hasAlpha: true }, webm)],
  ])("%s", ([, info]) => expect(conversionOf(info)).toBeNull());
});

describe("what it does not decode is converted", () => {
  test.for<readonly [string, MediaInfo]>([
    ["10-bit H.264", infoOf({ profile: "High 10", pixelFormat: "yuv420p10le" })],
    ["4:4:4 H.264", infoOf({ profile: "High 4:4:4 Predictive", pixelFormat: "yuv444p" })],
    ["HEVC", infoOf({ codec: "hevc", profile: "Main" })],
    ["H.264 in a container that pages cannot read", infoOf({}, { format: "mpegts" })],
  ])("%s, to H.264", ([, info]) => {
    const { container, output } = conversionOf(info)!;
    expect(container).toBe("mp4");
    expect(output).toContain("libx264");
    expect(output).toContain("yuv420p");
  });

  test("with alpha, to VP9 in WebM; of odd size, to VP9", () => {
    const alpha = conversionOf(
      infoOf({ codec: "prores", profile: "4444", pixelFormat: "yuva444p10le", hasAlpha: true }),
    )!;
    expect(alpha.container).toBe("webm");
    expect(alpha.output).toContain("yuva420p");
    const odd = conversionOf(infoOf({ codec: "hevc", width: 321 }))!;
    expect(odd.container).toBe("mp4");
    expect(odd.output).toContain("libvpx-vp9");
  });
});
