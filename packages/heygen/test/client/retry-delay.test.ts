import { describe, expect, it } from "vitest";
import { retryDelay } from "../../src/client/retry-delay.ts";
import { HeyGenError } from "../../src/errors.ts";

const rules = { maxRetries: 3, random: () => 0 };
const failed = new HeyGenError("server-failed", "", { status: 503 });
const busy = new HeyGenError("too-many-requests", "", { status: 429, retryAfter: 5 });

describe("retryDelay", () => {
  it("doubles, within a quarter up or down, to the last try", () => {
    const low = [1, 2, 3, 4].map((done) => retryDelay(failed, { done, repeatable: true }, rules));
    expect(low).toEqual([0.75, 1.5, 3, undefined]);
    expect(retryDelay(failed, { done: 1, repeatable: true }, { ...rules, random: () => 0.9999 })).toBeCloseTo(
      1.25,
    );
  });

  it("waits as long as it is told", () => {
    expect(retryDelay(busy, { done: 1, repeatable: false }, rules)).toBe(5);
  });

  it("does not wait for half a minute or more", () => {
    const late = new HeyGenError("too-many-requests", "", { status: 429, retryAfter: 31 });
    expect(retryDelay(late, { done: 1, repeatable: true }, rules)).toBeUndefined();
  });

  it("repeats a refused request that changes something only if it was told when", () => {
    const bare = new HeyGenError("too-many-requests", "", { status: 429 });
    expect(retryDelay(bare, { done: 1, repeatable: false }, rules)).toBeUndefined();
    expect(retryDelay(bare, { done: 1, repeatable: true }, rules)).toBe(0.75);
  });

  it("waits for a request of the same key that is still worked on", () => {
    const running = new HeyGenError("rejected", "", { status: 409, code: "request_in_progress" });
    expect(retryDelay(running, { done: 1, repeatable: true }, rules)).toBe(0.75);
  });

  it("does not repeat what would fail again", () => {
    for (const failure of ["rejected", "timed-out", "not-permitted", "unexpected-answer"] as const) {
      expect(
        retryDelay(new HeyGenError(failure, "", { status: 400 }), { done: 1, repeatable: true }, rules),
      ).toBeUndefined();
    }
  });
});
