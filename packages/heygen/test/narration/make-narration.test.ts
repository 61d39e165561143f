import { readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeNarration } from "../../src/narration/make-narration.ts";
import { emulated, failureOf, until } from "../support/emulated.ts";
import { flipBit } from "../support/flip-bit.ts";
import { narrated, narrating, paid } from "../support/narrating.ts";

const kinds = ["agent", "avatar", "speech"] as const;

describe("makeNarration", () => {
  it.each(kinds)("has an %s narration made, with the times of its words", async (kind) => {
    await using all = await emulated();
    const clip = await makeNarration(narrated[kind](), narrating(all));
    const order = JSON.parse((await readFile(clip.file, "utf8")).split("\n")[0] ?? "") as { script: string };
    expect(clip.words.map(({ word }) => word).join(" ")).toBe(order.script.trim());
    expect(clip.words[0]?.start).toBeCloseTo(0.1, 1);
    for (const [index, { start, end }] of clip.words.entries()) {
      expect(end).toBeGreaterThan(start);
      expect(start).toBeGreaterThanOrEqual(clip.words[index - 1]?.end ?? 0);
    }
    expect(clip.subtitles === null).toBe(kind === "speech");
    expect(paid(all)).toBe(1);
    expect(all.emulator.keySeenInStorage).toBe(false);
  });

  it.each(kinds)("uses an %s narration again without a single request, and without a key", async (kind) => {
    await using all = await emulated();
    const first = await makeNarration(narrated[kind](), narrating(all));
    const before = all.emulator.requests.length;
    const again = narrating(all, { client: async () => Promise.reject(new Error("There is no key.")) });
    expect(await makeNarration(narrated[kind](), again)).toEqual(first);
    expect(again.told.map(({ state }) => state)).toEqual(["cached"]);
    expect(all.emulator.requests.length).toBe(before);
  });

  it.each(kinds)(
    "fetches an %s narration again that has changed on the disk, and pays nothing",
    async (kind) => {
      await using all = await emulated();
      const first = await makeNarration(narrated[kind](), narrating(all));
      const content = await readFile(first.file);
      for (const damaged of [first.file, join(dirname(first.file), "clip.json")]) {
        await flipBit(damaged);
        expect(await makeNarration(narrated[kind](), narrating(all))).toEqual(first);
        expect(await readFile(first.file)).toEqual(content);
      }
      expect(paid(all)).toBe(1);
    },
  );

  it("makes another for another script, voice, speed or server", async () => {
    await using all = await emulated();
    const source = narrated.avatar();
    const others = [
      source,
      { ...source, script: "No." },
      { ...source, speed: 1.2 },
      { ...source, voice: "voice_oscar" },
    ];
    const clips = await Promise.all(others.map((other) => makeNarration(other, narrating(all))));
    clips.push(await makeNarration(source, narrating(all, { apiBase: "https://elsewhere.invalid" })));
    expect(new Set(clips.map(({ file }) => file)).size).toBe(5);
  });

  it("shares one job among two that want the same at the same time", async () => {
    await using all = await emulated();
    const both = [narrating(all), narrating(all)];
    const clips = await Promise.all(
      both.map((dependencies) => makeNarration(narrated.agent(), dependencies)),
    );
    expect(clips[0]).toEqual(clips[1]);
    expect(paid(all)).toBe(1);
    expect(both.flatMap(({ told }) => told.map(({ state }) => state))).toContain("shared");
  });

  it.each(["agent", "avatar"] as const)(
    "goes on with an %s job that an interruption left behind",
    async (kind) => {
      await using all = await emulated({ speed: 40 });
      const interrupt = new AbortController();
      const dependencies = narrating(all, { signal: interrupt.signal });
      const broken = failureOf(makeNarration(narrated[kind](), dependencies));
      await until(() => dependencies.told.some(({ state }) => state === "waiting"));
      interrupt.abort();
      expect((await broken).failure).toBe("interrupted");
      const again = narrating(all);
      expect((await makeNarration(narrated[kind](), again)).words.length).toBeGreaterThan(0);
      expect(again.told[0]).toMatchObject({ state: "found" });
      expect(paid(all)).toBe(1);
    },
  );

  it("is not paid for twice when it is interrupted while the request is under way", async () => {
    await using all = await emulated();
    const source = narrated.avatar(" [[emulate slow 1]]");
    const interrupt = new AbortController();
    const broken = failureOf(makeNarration(source, narrating(all, { signal: interrupt.signal })));
    await until(() => all.emulator.underWay === 1);
    interrupt.abort();
    expect((await broken).failure).toBe("interrupted");
    await until(() => paid(all) === 1);
    await makeNarration(source, narrating(all));
    expect(paid(all)).toBe(1);
  });

  it("fetches again what is gone from the cache, and pays nothing", async () => {
    await using all = await emulated();
    const clip = await makeNarration(narrated.agent(), narrating(all));
    await writeFile(clip.file, "cut off");
    expect(await makeNarration(narrated.agent(), narrating(all))).toEqual(clip);
    expect((await readFile(clip.file)).length).toBeGreaterThan(10_000);
    expect(paid(all)).toBe(1);
  });

  it("makes it again only when told to, and then once however many want it", async () => {
    await using all = await emulated();
    await makeNarration(narrated.avatar(), narrating(all));
    const anew = Date.now() + 1;
    await until(() => Date.now() > anew);
    const dependencies = narrating(all, { anew });
    await Promise.all([1, 2].map(() => makeNarration(narrated.avatar(), dependencies)));
    expect(paid(all)).toBe(2);
  });

  it("asks for a transparent clip, and takes an opaque one with a warning where the look has a background", async () => {
    await using all = await emulated();
    const source = { ...narrated.avatar(), transparent: true };
    expect((await makeNarration(source, narrating(all))).file).toMatch(/\.webm$/);
    const twin = { ...source, avatar: "look_max_twin", voice: "voice_oscar" };
    const dependencies = narrating(all);
    expect((await makeNarration(twin, dependencies)).file).toMatch(/\.mp4$/);
    expect(dependencies.told.filter(({ state }) => state === "warning")).toHaveLength(1);
    expect(paid(all)).toBe(2);
  });

  it("waits for room when HeyGen is busy with other jobs", async () => {
    await using all = await emulated({ maxJobs: 1, speed: 200 }, { maxRetries: 0 });
    const dependencies = narrating(all);
    const sources = [1, 2, 3].map((index) => narrated.avatar(` ${index}`));
    await Promise.all(sources.map((source) => makeNarration(source, dependencies)));
    expect(dependencies.told.map(({ state }) => state)).toContain("busy");
    expect(paid(all)).toBe(3);
  });

  it("stops waiting when the time is up, says how to go on, and goes on", async () => {
    await using all = await emulated({ speed: 10 });
    const error = await failureOf(makeNarration(narrated.agent(), narrating(all, { timeoutSeconds: 0.2 })));
    expect(error).toMatchObject({
      failure: "timed-out",
      message: expect.stringMatching(/Try the same again.*session_/s) as string,
    });
    await makeNarration(narrated.agent(), narrating(all));
    expect(paid(all)).toBe(1);
  });

  it("refuses texts that HeyGen would not take, before anything is sent", async () => {
    await using all = await emulated();
    const long = { ...narrated.speech(), script: "a".repeat(5001) };
    expect((await failureOf(makeNarration(long, narrating(all)))).message).toContain("5001 characters");
    const empty = { ...narrated.avatar(), script: " \n" };
    expect((await failureOf(makeNarration(empty, narrating(all)))).message).toContain("is empty");
    expect(all.emulator.requests).toHaveLength(0);
  });

  it("tells a damaged record from none, as another job could cost money", async () => {
    await using all = await emulated();
    const clip = await makeNarration(narrated.avatar(), narrating(all));
    await rm(clip.file);
    await writeFile(join(clip.file, "..", "job.json"), "{");
    expect((await failureOf(makeNarration(narrated.avatar(), narrating(all)))).message).toContain(
      "is damaged",
    );
    expect(paid(all)).toBe(1);
  });
});

describe("a narration from a file", () => {
  it("takes the words from SRT, and hands the text on", async () => {
    await using all = await emulated();
    const subtitles = "1\n00:00:01,000 --> 00:00:02,000\nUp and up\n";
    await writeFile(join(all.folder, "clip.srt"), subtitles);
    const clip = await makeNarration({ type: "file", src: "clip.mp4", words: "clip.srt" }, narrating(all));
    expect(clip).toMatchObject({ file: join(all.folder, "clip.mp4"), subtitles });
    expect(clip.words.map(({ word }) => word)).toEqual(["Up", "and", "up"]);
    expect(clip.words[0]?.start).toBe(1);
    expect(clip.words[2]?.end).toBe(2);
  });

  it("has no words where none are given", async () => {
    await using all = await emulated();
    expect((await makeNarration({ type: "file", src: "clip.mp4" }, narrating(all))).words).toEqual([]);
  });
});
