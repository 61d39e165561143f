import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ownClip } from "../../src/narration/own-clip.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "own-clip-"));
});
afterAll(() => rm(folder, { recursive: true }));

it("takes the words that lie beside a clip: JSON before SRT before VTT, or none", async () => {
  await writeFile(join(folder, "talk.mp4"), "clip");
  expect(await ownClip("talk.mp4", folder)).toEqual({
    file: join(folder, "talk.mp4"),
    words: [],
    subtitles: null,
  });
  const found = [];
  for (const [name, text] of [
    ["talk.vtt", "WEBVTT\n\n00:00.000 --> 00:01.000\nvtt\n"],
    ["talk.srt", "1\n00:00:00,000 --> 00:00:01,000\nsrt\n"],
    ["talk.words.json", '[{"word":"json","start":0,"end":1}]'],
  ] as const) {
    await writeFile(join(folder, name), text);
    found.push((await ownClip("talk.mp4", folder)).words[0]?.word);
  }
  expect(found).toEqual(["vtt", "srt", "json"]);
});

it("refuses a folder", async () => {
  await expect(ownClip(".", folder)).rejects.toMatchObject({ code: "invalid-option" });
});
