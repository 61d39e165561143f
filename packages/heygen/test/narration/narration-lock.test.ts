import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { NarrationLock } from "../../src/narration/narration-lock.ts";
import { emulated, failureOf } from "../support/emulated.ts";

const soon = {
  now: Date.now,
  get end() {
    return Date.now() + 240_000;
  },
};
const tooLate = { now: Date.now, end: 0 };

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(child, "exit");
  return child.pid ?? 0;
}

describe("NarrationLock", () => {
  it("lets one in at a time, of many", async () => {
    await using all = await emulated();
    let inside = 0;
    let most = 0;
    const enter = async (): Promise<void> => {
      await using _lock = await NarrationLock.take(all.folder, soon);
      inside += 1;
      most = Math.max(most, inside);
      await setTimeout(5);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 12 }, enter));
    expect(most).toBe(1);
    expect((await readdir(all.folder)).filter((name) => name.startsWith("lock"))).toHaveLength(1);
  });

  it("gives up when another holds it for too long", async () => {
    await using all = await emulated();
    await using _lock = await NarrationLock.take(all.folder, soon);
    expect((await failureOf(NarrationLock.take(all.folder, tooLate))).failure).toBe("timed-out");
  });

  it("ends when the caller does", async () => {
    await using all = await emulated();
    await using _lock = await NarrationLock.take(all.folder, soon);
    const waiting = NarrationLock.take(all.folder, {
      ...soon,
      end: Date.now() + 240_000,
      signal: AbortSignal.timeout(20),
    });
    expect((await failureOf(waiting)).failure).toBe("interrupted");
  });

  it("passes to one alone of many when its holder has died", async () => {
    await using all = await emulated();
    const holder = { pid: await deadProcess(), host: hostname() };
    await writeFile(join(all.folder, "lock.7"), JSON.stringify(holder));
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, () => NarrationLock.take(all.folder, tooLate)),
    );
    const taken = tries.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
    expect(taken).toHaveLength(1);
    await taken[0]?.[Symbol.asyncDispose]();
  });

  it("passes on when its holder, on another machine, has been silent for long", async () => {
    await using all = await emulated();
    const file = join(all.folder, "lock.1");
    await writeFile(file, JSON.stringify({ pid: process.pid, host: "elsewhere" }));
    expect((await failureOf(NarrationLock.take(all.folder, tooLate))).failure).toBe("timed-out");
    const long = new Date(Date.now() - 60_000);
    await utimes(file, long, long);
    await using _lock = await NarrationLock.take(all.folder, tooLate);
  });
});
