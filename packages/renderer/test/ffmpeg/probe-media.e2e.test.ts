import { readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ToolMissingError } from "../../src/errors.ts";
import { findFfprobe } from "../../src/ffmpeg/find-ffprobe.ts";
import type { MediaInfo } from "../../src/ffmpeg/media-info.ts";
import { probeMedia } from "../../src/ffmpeg/probe-media.ts";
import { milliseconds } from "../../src/timeline/units.ts";
import { encode, sine, writeWav } from "../support/sound-files.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

let scratch: TemporaryFolder;

beforeAll(async () => {
  scratch = await temporaryFolder();
  await writeWav(path("tone.wav"), sine(44_100, 2), sine(44_100, 2));
});

afterAll(() => scratch[Symbol.asyncDispose]());

const path = (name: string): string => join(scratch.path, name);
const { signal } = new AbortController();
const probe = (file: string): Promise<MediaInfo> => probeMedia(file, { ffprobe: "ffprobe", signal });
const faultOf = (file: string): Promise<string> =>
  probe(file).then(
    (info) => JSON.stringify(info),
    (error: unknown) => String(error),
  );

function picture(seconds: number): string[] {
  return ["-f", "lavfi", "-i", `testsrc=s=64x36:r=25:d=${seconds}`, "-map", "0:a?", "-map", "1:v"];
}

describe("what is in a file", () => {
  it("tells picture and sound apart, each with its own length", async () => {
    const file = await encode(path("tone.wav"), path("av.mp4"), [...picture(1), "-c:v", "libx264"]);
    const info = await probe(file);
    expect(info).toMatchObject({
      origin: 0,
      duration: 2,
      video: { codec: "h264", width: 64, height: 36, start: 0, duration: 1, rotation: 0, hasAlpha: false },
      audio: { codec: "aac", sampleRate: 44_100, channels: 2, start: 0, duration: 2 },
    });
  });

  it("does not take cover art for a picture", async () => {
    const cover = [...picture(0.04), "-frames:v", "1", "-c:v", "png", "-disposition:v", "attached_pic"];
    const info = await probe(await encode(path("tone.wav"), path("cover.mp3"), cover));
    expect(info.video).toBeNull();
    expect(info.audio).toMatchObject({ codec: "mp3" });
    expect(info.audio!.start).toBeCloseTo(0, 5);
  });

  it("finds the alpha that WebM carries beside the picture", async () => {
    const vp9 = [...picture(0.2), "-an", "-c:v", "libvpx-vp9", "-pix_fmt", "yuva420p"];
    const { video } = await probe(await encode(path("tone.wav"), path("alpha.webm"), vp9));
    expect(video).toMatchObject({ codec: "vp9", hasAlpha: true, duration: 0.2 });
  });

  it("reads how a picture is turned", async () => {
    await encode(path("tone.wav"), path("upright.mp4"), [...picture(0.2), "-c:v", "libx264"]);
    const turned = ["-c", "copy", "-metadata:s:v", "rotate=90"];
    const { video } = await probe(await encode(path("upright.mp4"), path("turned.mp4"), turned));
    expect(Math.abs(video!.rotation)).toBe(90);
  });

  it("measures a recording that does not say how long it is", async () => {
    const live = ["-f", "webm", "-live", "1", "-c:a", "libopus"];
    const { audio, duration } = await probe(await encode(path("tone.wav"), path("live.webm"), live));
    expect(audio!.start).toBe(0);
    expect(duration).toBeCloseTo(2, 1);
  });
});

describe("what is no media file", () => {
  it.each([
    ["empty.mp3", ""],
    ["text.mp3", "The quick brown fox jumps over the lazy dog. ".repeat(500)],
    ["noise.wav", Buffer.from(Array.from({ length: 9999 }, (_, index) => (index * index * 31) % 251))],
  ])("refuses %s", async (name, content) => {
    await writeFile(path(name), content);
    expect(await faultOf(path(name))).toBe("MediaError: is damaged, empty, or no media file");
  });

  it("says that a file is cut off", async () => {
    const file = await encode(path("tone.wav"), path("cut.m4a"));
    await truncate(file, 3000);
    expect(await faultOf(file)).toMatch(/^MediaError: is cut off/);
  });

  it("refuses a file that has a header and nothing more", async () => {
    const bytes = await readFile(path("tone.wav"));
    await writeFile(path("header.wav"), bytes.subarray(0, 44));
    expect(await faultOf(path("header.wav"))).toMatch(/^MediaError: is /);
  });

  it.each([
    ["hls.mp3", "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n/etc/passwd\n"],
    ["net.mp4", "#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\nhttp://127.0.0.1:9/a.ts\n"],
    ["concat.mp4", "ffconcat version 1.0\nfile '/etc/passwd'\n"],
  ])("does not follow the playlist %s", async (name, content) => {
    await writeFile(path(name), content);
    expect(await faultOf(path(name))).toMatch(/^MediaError: is a playlist or the like/);
  });

  it("ends a look that takes too long", async () => {
    const slow = path("slow");
    await writeFile(slow, "#!/bin/sh\nexec sleep 20\n", { mode: 0o755 });
    const looked = probeMedia(path("tone.wav"), { ffprobe: slow, signal, limit: milliseconds(300) });
    await expect(looked).rejects.toThrow("is not understood within 0.3 s");
  });

  it("does not take more words than it can bear", async () => {
    const wordy = path("wordy");
    await writeFile(wordy, "#!/bin/sh\nexec yes\n", { mode: 0o755 });
    const looked = probeMedia(path("tone.wav"), { ffprobe: wordy, signal });
    await expect(looked).rejects.toThrow("says more of itself");
  });
});

describe("ffprobe itself", () => {
  it("is the one beside ffmpeg, else the one on the path", async () => {
    const { stdout } = await execa("which", ["ffprobe"]);
    await symlink(stdout, path("ffprobe-7"));
    expect(await findFfprobe(path("ffmpeg-7"))).toBe(path("ffprobe-7"));
    expect(await findFfprobe(path("ffmpeg-8"))).toBe("ffprobe");
    expect(await findFfprobe("ffmpeg")).toBe("ffprobe");
  });

  it("is asked for where it is missing", async () => {
    await writeFile(path("broken"), "#!/bin/sh\nexit 3\n", { mode: 0o755 });
    for (const ffprobe of [path("none"), path("broken")]) {
      const looked = probeMedia(path("tone.wav"), { ffprobe, signal });
      await expect(looked).rejects.toThrow(ToolMissingError);
      await expect(looked).rejects.toThrow("apt-get install ffmpeg");
    }
  });
});
