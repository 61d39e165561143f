import { describe, expect, it } from "vitest";
import { estimateNarration } from "../../src/narration/estimate-narration.ts";
import { makeNarration } from "../../src/narration/make-narration.ts";
import { emulated, failureOf } from "../support/emulated.ts";
import { narrated, narrating } from "../support/narrating.ts";

describe("estimateNarration", () => {
  it("says what would be made and how long it would be, without a request or a key", async () => {
    await using all = await emulated();
    const script = "one two three four five ".repeat(30).trim();
    const found = await estimateNarration({ ...narrated.avatar(), script, speed: 1.5 }, narrating(all));
    expect(found).toEqual({
      type: "avatar",
      endpoint: "POST /v3/videos",
      state: "missing",
      characters: script.length,
      words: 150,
      seconds: 40,
    });
    expect(all.emulator.requests).toHaveLength(0);
  });

  it.each([
    ["A 45-second video about tides", 45],
    ["About 2 minutes, please", 120],
    ["Half a minute on churn", 30],
    ["One minute on churn", 60],
    ["On churn", 30],
    ["9999 minutes", 1800],
  ])("takes the length of %j for %i seconds", async (prompt, seconds) => {
    await using all = await emulated();
    expect((await estimateNarration({ type: "agent", prompt }, narrating(all))).seconds).toBe(seconds);
  });

  it("counts words of languages without spaces", async () => {
    await using all = await emulated();
    const source = { ...narrated.speech(), script: "収益は一割増えました。" };
    expect((await estimateNarration(source, narrating(all))).words).toBeGreaterThan(4);
  });

  it("knows what is there, what is pending, and what has failed", async () => {
    await using all = await emulated();
    const dependencies = narrating(all, { timeoutSeconds: 0.1 });
    const states = [];
    for (const mark of ["", " [[emulate stuck]]", " [[emulate fail]]"]) {
      const source = narrated.avatar(mark);
      if (mark === "") await makeNarration(source, dependencies);
      else await failureOf(makeNarration(source, dependencies));
      states.push((await estimateNarration(source, dependencies)).state);
    }
    expect(states).toEqual(["cached", "pending", "failed"]);
    expect((await estimateNarration({ type: "file", src: "a.mp4" }, dependencies)).state).toBe("file");
  });
});
