import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Media, MediaOrder } from "../../../heygen/src/narration/media-maker.ts";
import { failureOf } from "../../../heygen/test/support/emulated.ts";
import { RealMediaMaker } from "../../src/real-media/real-media-maker.ts";
import { loudness, patchOf, samplesOf, streamsOf } from "../support/read-media.ts";

const { signal } = new AbortController();
const clip: MediaOrder = {
  kind: "video",
  format: "mp4",
  script: "Revenue rose by a tenth. Thank you!",
  width: 320,
  height: 180,
  transparent: false,
  speed: 1,
  avatarId: "look_ada_studio",
};
const speech = { ...clip, kind: "speech", format: "mp3", width: 0, height: 0 } as const;

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "heygen-media-"))));
afterAll(async () => rm(folder, { recursive: true }));

const maker = (espeak: string | null = null, cache = "cache"): RealMediaMaker =>
  new RealMediaMaker({ ffmpeg: "ffmpeg", cacheFolder: join(folder, cache), espeak });

async function saved(media: Media): Promise<string> {
  const extension = { "video/mp4": "mp4", "video/webm": "webm", "audio/mpeg": "mp3" }[media.type] ?? "bin";
  const file = join(folder, `${createHash("sha256").update(media.content).digest("hex")}.${extension}`);
  await writeFile(file, media.content);
  return file;
}

const speakers = ["tones", "espeak-ng"].map((name) => ({ name, espeak: name === "tones" ? null : name }));
const isMissing = (name: string | null): boolean =>
  name !== null && spawnSync(name, ["--version"]).error !== undefined;

describe.each(speakers)("A clip spoken by $name", ({ name, espeak }) => {
  it.skipIf(isMissing(espeak))("has its words exactly where they are heard", async () => {
    const media = await maker(espeak).make(speech, signal);
    expect(media.words.map(({ word }) => word)).toEqual(speech.script.split(" "));
    const samples = samplesOf(await saved(media));
    const loudest = loudness(samples, 0, media.durationSeconds);
    for (const { start, end } of media.words) {
      expect(loudness(samples, start, end), `${name} is silent in a word`).toBeGreaterThan(loudest / 4);
    }
    const pauses = media.words.slice(1).map(({ start }, at) => [media.words[at]!.end, start] as const);
    // MP3 smears what is before and after a sound over some milliseconds.
    for (const [from, to] of pauses) {
      expect(loudness(samples, from + 0.012, to - 0.012)).toBeLessThan(loudest / 6);
    }
  });
});

describe("A clip of a presenter", () => {
  it("has picture and sound of one length, as H.264 and AAC in the size that was asked for", async () => {
    const media = await maker().make(clip, signal);
    const [video, sound] = streamsOf(await saved(media));
    expect(video).toMatchObject({ codec_name: "h264", width: 320, height: 180, r_frame_rate: "25/1" });
    expect(Number(video!["nb_read_frames"])).toBe(Math.round(media.durationSeconds * 25));
    expect(sound).toMatchObject({ codec_name: "aac", sample_rate: "48000" });
    expect(Number(sound!["duration"])).toBeCloseTo(media.durationSeconds, 2);
  });

  it("opens its mouth while it speaks and closes it in pauses", async () => {
    const media = await maker().make({ ...clip, width: 640, height: 360 }, signal);
    const frames = patchOf(await saved(media), { x: 306, y: 206, size: 28 });
    const green = (seconds: number): number => frames[Math.round(seconds * 25)]![1]!;
    const [revenue, tenth, thank] = [media.words[0]!, media.words[4]!, media.words[5]!];
    const closed = (tenth.end + thank.start) / 2;
    expect(green((revenue.start + revenue.end) / 2)).toBeLessThan(green(closed) - 15);
  });

  it("stands on nothing when it is to be transparent, with edges in its own colours", async () => {
    const media = await maker().make({ ...clip, format: "webm", transparent: true }, signal);
    const file = await saved(media);
    expect(streamsOf(file).map(({ codec_name }) => codec_name)).toEqual(["vp9", "opus"]);
    expect(patchOf(file, { x: 4, y: 4, size: 20 })[3]![3]).toBe(0);
    const [red, , blue, alpha] = patchOf(file, { x: 150, y: 166, size: 10 })[3]!;
    expect(alpha).toBe(255);
    expect(blue).toBeGreaterThan(red!);
  });

  it("stands before the colour that was asked for", async () => {
    const media = await maker().make({ ...clip, background: "#ff0000" }, signal);
    const [red, green] = patchOf(await saved(media), { x: 4, y: 4, size: 20 })[3]!;
    expect(red).toBeGreaterThan(245);
    expect(green).toBeLessThan(10);
  });
});

describe("A clip of somebody's own sound", () => {
  it("has that sound, and a mouth that follows it", async () => {
    const spoken = await maker().make(speech, signal);
    const order = { ...clip, script: "", sound: spoken.content, width: 640, height: 360 };
    const media = await maker().make(order, signal);
    const samples = samplesOf(await saved(media));
    const [first] = spoken.words;
    expect(loudness(samples, first!.start + 0.03, first!.end)).toBeGreaterThan(0.05);
    expect(loudness(samples, 0, first!.start - 0.05)).toBeLessThan(0.01);
    expect(media.durationSeconds).toBeGreaterThan(spoken.durationSeconds - 0.1);
    expect(media.words).toEqual([]);
  });

  it("cannot be made of what is no sound", async () => {
    const order = { ...clip, sound: Buffer.from("#EXTM3U\nhttp://127.0.0.1:9/a.mp3\n") };
    expect((await failureOf(maker().make(order, signal))).message).toContain("could not make a clip");
  });
});

describe.each([
  { format: "mp4", transparent: false },
  { format: "webm", transparent: true },
] as const)("A clapper in $format", ({ format, transparent }) => {
  it("flashes white in the very frame in which it clicks", async () => {
    const media = await maker().make({ ...clip, format, transparent, script: "[[clapper 4]]" }, signal);
    const file = await saved(media);
    const frames = patchOf(file, { x: 0, y: 0, size: 40 });
    const white = [...frames.keys()].filter((frame) => frames[frame]!.every((channel) => channel > 240));
    expect(white).toEqual([25, 50, 75]);
    expect(media.words.map(({ start }) => start)).toEqual([1, 2, 3]);
    const samples = samplesOf(file);
    const clicks = [1, 2, 3].map((second) =>
      samples.subarray((second - 0.5) * 48_000, (second + 0.5) * 48_000).findIndex((sample) => sample > 0.2),
    );
    for (const click of clicks) expect(Math.abs(click - 24_000)).toBeLessThan(48_000 * 0.004);
  });
});

describe("The maker", () => {
  it("makes the same bytes of the same order, and makes it once", async () => {
    const order = { ...clip, format: "webm", transparent: true, script: "Hello there." } as const;
    const [one, other] = await Promise.all([
      maker(null, "one").make(order, signal),
      maker(null, "other").make(order, signal),
    ]);
    expect(Buffer.compare(one.content, other.content)).toBe(0);
    const kept = new RealMediaMaker({
      ffmpeg: "no-such-ffmpeg",
      cacheFolder: join(folder, "one"),
      espeak: null,
    });
    expect(await kept.make(order, signal)).toEqual(one);
  });

  it("speaks faster and slower", async () => {
    const lengths = [0.5, 1, 2].map(
      async (speed) => (await maker().make({ ...speech, speed }, signal)).durationSeconds,
    );
    const [slow, usual, fast] = await Promise.all(lengths);
    expect(slow! / usual!).toBeGreaterThan(1.6);
    expect(usual! / fast!).toBeGreaterThan(1.6);
  });

  it("says what is missing, and leaves nothing behind", async () => {
    const cacheFolder = join(folder, "broken");
    const broken = new RealMediaMaker({ ffmpeg: "no-such-ffmpeg", cacheFolder, espeak: "no-such-espeak" });
    const error = await failureOf(broken.make(speech, signal));
    expect(error.message).toContain("no-such-ffmpeg could not make a clip: there is no such program");
    expect(await readdir(cacheFolder)).toEqual([]);
  });

  it("says a script of any signs", async () => {
    const media = await maker().make({ ...speech, script: "— «Übergröße» 12,5 % 収益 مرحبا --help" }, signal);
    expect(media.words).toHaveLength(7);
  });
});
