import { describe, expect, it } from "vitest";
import { lockNarration } from "../../src/narration/narration-lock.ts";
import { emulated, failureOf } from "../support/emulated.ts";

describe("the lock of a narration", () => {
  it("is refused when another holds it for too long", async () => {
    await using all = await emulated();
    await using _lock = await lockNarration(all.folder, { limitMs: 0 });
    expect((await failureOf(lockNarration(all.folder, { limitMs: 0 }))).failure).toBe("timed-out");
  });

  it("ends when the caller does", async () => {
    await using all = await emulated();
    await using _lock = await lockNarration(all.folder, { limitMs: 0 });
    const waiting = lockNarration(all.folder, { limitMs: 240_000, signal: AbortSignal.timeout(20) });
    expect((await failureOf(waiting)).failure).toBe("interrupted");
  });
});
