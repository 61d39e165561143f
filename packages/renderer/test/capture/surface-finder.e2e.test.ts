import { readdir, readlink } from "node:fs/promises";
import { expect, test } from "vitest";
import type { PageSession } from "../../src/browser/page-session.ts";
import { openPage } from "../../src/capture/open-page.ts";
import { findSurface } from "../../src/capture/surface-finder.ts";
import { VirtualClock } from "../../src/clock/virtual-clock.ts";
import { openStudio, pageSpecOf } from "../support/open-studio.ts";

/** How many processes' memory this process has open. */
async function countOpenMemories(): Promise<number> {
  const descriptors = await readdir("/proc/self/fd");
  const files = await Promise.all(
    descriptors.map((name) => readlink(`/proc/self/fd/${name}`).catch(() => "")),
  );
  return files.filter((file) => /^\/proc\/\d+\/mem$/.test(file)).length;
}

/** A page that calls `beforehand` whenever it is about to be told something. */
function listening(session: PageSession, beforehand: () => Promise<void>): PageSession {
  const evaluate = async (expression: string): Promise<unknown> => {
    await beforehand();
    return session.evaluate(expression);
  };
  return new Proxy(session, {
    get(target, name) {
      if (name === "evaluate") return evaluate;
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? (value.bind(target) as unknown) : value;
    },
  });
}

test("a search that the browser's end cuts short leaves no memory open", async () => {
  await using bench = await openStudio("surface");
  const spec = pageSpecOf("clocks");
  let during = 0;
  const opened = openPage(bench.home, spec, {
    holdCallbacks: false,
    ownClock: false,
    beginFrameControl: true,
    makeClock: (session) => VirtualClock.stop(session),
    prepare: async (real, clock) => {
      const session = listening(real, async () => {
        during = await countOpenMemories();
        if (during > 0) await bench.home.launched[Symbol.asyncDispose]();
      });
      await findSurface({ page: { session, clock }, spec, seed: 1, before: null });
    },
  });
  await expect(opened).rejects.toThrow("browser");
  expect([during, await countOpenMemories()]).toEqual([1, 0]);
});
