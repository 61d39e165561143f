import { readFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { placeholderMaker } from "../../../heygen-emulator/src/placeholder-media.ts";
import { makeNarration } from "../../src/narration/make-narration.ts";
import type { MediaOrder } from "../../src/narration/media-maker.ts";
import type { NarrationSource } from "../../src/narration/narration-source.ts";
import { emulated } from "../support/emulated.ts";
import { narrated, narrating } from "../support/narrating.ts";

const orders: MediaOrder[] = [];
const placeholder = {
  make: async (order: MediaOrder) => {
    orders.push(order);
    return placeholderMaker.make(order, new AbortController().signal);
  },
};

describe("a placeholder", () => {
  it.each<[string, NarrationSource, Partial<MediaOrder>]>([
    [
      "avatar",
      { ...narrated.avatar(), transparent: true, aspectRatio: "1:1" },
      { format: "webm", width: 720, height: 720 },
    ],
    ["speech", { ...narrated.speech(), speed: 1.5 }, { kind: "speech", format: "mp3", speed: 1.5 }],
    ["agent", { ...narrated.agent(), orientation: "portrait" }, { format: "mp4", width: 720, height: 1280 }],
  ])("stands in for an %s, once, without a request", async (_, source, order) => {
    await using all = await emulated();
    orders.length = 0;
    const dependencies = narrating(all, { placeholder });
    const clip = await makeNarration(source, dependencies);
    expect(await makeNarration(source, dependencies)).toEqual(clip);
    expect(orders).toEqual([expect.objectContaining(order)]);
    expect((await readFile(clip.file)).length).toBeGreaterThan(0);
    expect(clip.words.length).toBeGreaterThan(5);
    expect(all.emulator.requests).toEqual([]);
  });

  it("says an agent's prompt for as long as the prompt asks", async () => {
    await using all = await emulated();
    const prompt = "A 60-second video about tides";
    const { words } = await makeNarration({ type: "agent", prompt }, narrating(all, { placeholder }));
    expect(words.length).toBeGreaterThan(110);
    expect(words.length).toBeLessThan(160);
  });

  it("is not taken for what HeyGen made, nor the other way round", async () => {
    await using all = await emulated();
    const one = await makeNarration(narrated.avatar(), narrating(all, { placeholder }));
    const other = await makeNarration(narrated.avatar(), narrating(all));
    expect(one.file).not.toBe(other.file);
  });
});
