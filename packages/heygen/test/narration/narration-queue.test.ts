import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { makeNarration } from "../../src/narration/make-narration.ts";
import { NarrationQueue } from "../../src/narration/narration-queue.ts";
import { emulated, failureOf } from "../support/emulated.ts";
import { narrated, narrating, paid } from "../support/narrating.ts";

describe("NarrationQueue", () => {
  it("runs so many at one time and no more, and all of them in the end", async () => {
    const queue = new NarrationQueue(3);
    let running = 0;
    const most: number[] = [];
    const task = async (): Promise<number> => {
      running += 1;
      most.push(running);
      await setTimeout(3);
      running -= 1;
      if (most.length % 4 === 0) throw new Error("One fails.");
      return running;
    };
    const ends = await Promise.allSettled(Array.from({ length: 20 }, () => queue.run(task)));
    expect(Math.max(...most)).toBe(3);
    expect(ends).toHaveLength(20);
    expect(running).toBe(0);
  });

  it("lets go of who gives up waiting, and keeps its place for the next", async () => {
    const queue = new NarrationQueue(1);
    const { promise: first, resolve: endFirst } = Promise.withResolvers<void>();
    const giveUp = new AbortController();
    const running = queue.run(async () => first);
    const second = failureOf(queue.run(async () => Promise.resolve("second"), giveUp.signal));
    const third = queue.run(async () => Promise.resolve("third"));
    giveUp.abort();
    expect((await second).failure).toBe("interrupted");
    endFirst();
    await running;
    expect(await third).toBe("third");
  });

  it("keeps a batch within HeyGen's limit, so that no request is refused", async () => {
    await using all = await emulated({ maxJobs: 3, speed: 200 });
    const queue = new NarrationQueue(3);
    const dependencies = narrating(all, { queue });
    const sources = Array.from({ length: 9 }, (_, row) => narrated.avatar(` Row ${row}.`));
    await Promise.all(sources.map((source) => makeNarration(source, dependencies)));
    expect(paid(all)).toBe(9);
    expect(all.emulator.requests.filter(({ status }) => status === 429)).toEqual([]);
  });
});
