import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { FileLock, holderOf } from "../src/file-lock.ts";
import type { Lease } from "../src/lease.ts";
import { ownIdentity, type ProcessIdentity } from "../src/process-identity.ts";
import { canContain, contain } from "./support/containers.ts";
import { temporaryFolder } from "./support/temporary-folder.ts";

/** So that nobody waits for long. */
const brief: Lease = { beatMs: 50, silentMs: 500 };

async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ["--version"], { stdio: "ignore" });
  await once(child, "exit");
  return child.pid ?? 0;
}

/** A lock as another process has left it, so many seconds ago. */
async function leave(path: string, given: Partial<ProcessIdentity> | string, seconds = 0): Promise<void> {
  const owner = { ...ownIdentity(), instance: "another", ...(typeof given === "string" ? {} : given) };
  await writeFile(`${path}.1`, typeof given === "string" ? given : JSON.stringify(owner));
  const then = Date.now() / 1000 - seconds;
  await utimes(`${path}.1`, then, then);
}

const takeOnce = async (path: string): Promise<boolean> => {
  await using lock = await FileLock.tryTake(path, brief);
  return lock !== null;
};

describe("a lock", () => {
  test("lets one in at a time, of many, and leaves nothing", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "made", "lock");
    let inside = 0;
    let most = 0;
    const enter = async (): Promise<void> => {
      await using lock = await FileLock.take(path, { limitMs: 240_000 });
      expect(lock).not.toBeNull();
      inside += 1;
      most = Math.max(most, inside);
      await setTimeout(2);
      inside -= 1;
    };
    await Promise.all(Array.from({ length: 8 }, enter));
    expect(most).toBe(1);
    expect(await readdir(join(folder.path, "made"))).toEqual([]);
  });

  test("is refused while it is held, and is another's by another name", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "lock");
    await using _lock = await FileLock.tryTake(path);
    expect(await takeOnce(path)).toBe(false);
    expect((await holderOf(path))?.pid).toBe(process.pid);
    expect(await takeOnce(`${path}.of-another`)).toBe(true);
  });

  test("is waited for until the end, or until the signal", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "lock");
    await using _lock = await FileLock.tryTake(path);
    let told = 0;
    expect(await FileLock.take(path, { limitMs: 150, onWait: () => void (told += 1) })).toBeNull();
    expect(told).toBe(1);
    const waiting = FileLock.take(path, { limitMs: 240_000, signal: AbortSignal.timeout(20) });
    await expect(waiting).rejects.toThrow(expect.objectContaining({ name: "AbortError" }));
  });
});

describe("a lock whose holder", () => {
  test("has died passes to exactly one of those who wait", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "lock");
    await leave(path, { pid: await deadProcess() });
    const taken = await Promise.all(Array.from({ length: 8 }, () => FileLock.tryTake(path)));
    await using lock = taken.find((one) => one !== null);
    expect(lock).toBeDefined();
    expect(taken.filter((one) => one !== null)).toHaveLength(1);
    expect(await readdir(folder.path)).toEqual(["lock.2"]);
  });

  test("had the number that another process has now is free", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "lock");
    await leave(path, { started: "1" });
    expect(await takeOnce(path)).toBe(true);
  });

  test.each<[string, Partial<ProcessIdentity>]>([
    ["in another container", { namespace: "pid:[1]", pid: 1 }],
    ["on another machine", { boot: "another", host: "another" }],
  ])("is %s is held as long as it shows life", async (_, other) => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "lock");
    await leave(path, other);
    expect(await takeOnce(path)).toBe(false);
    await leave(path, other, 60);
    expect(await takeOnce(path)).toBe(true);
  });

  test("shows life again, on a machine that slept, is not robbed", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "lock");
    const other = { namespace: "pid:[1]", pid: 1 };
    await leave(path, other, 60);
    const waking = setTimeout(60).then(() => leave(path, other));
    expect(await FileLock.tryTake(path, { beatMs: 2000, silentMs: 30_000 })).toBeNull();
    await waking;
  });

  test.each(["", "\0\0\0", '{"pid":', "null", "12345"])("wrote %j is held for a while only", async (text) => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "lock");
    await leave(path, text);
    expect(await takeOnce(path)).toBe(false);
    await leave(path, text, 60);
    expect(await takeOnce(path)).toBe(true);
  });

  test("has written it in the future, when the clock was wrong, is no holder for ever", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "lock");
    await leave(path, { boot: "another" }, -86_400);
    expect(await takeOnce(path)).toBe(true);
  });

  test("was robbed, as nobody could see it, hears of it and leaves the other's alone", async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "lock");
    await using lock = await FileLock.tryTake(path, brief);
    const lost = new Promise((resolve) => lock?.lost.addEventListener("abort", resolve));
    await leave(path, { pid: process.ppid });
    await lost;
    await lock?.[Symbol.asyncDispose]();
    expect(await readdir(folder.path)).toEqual(["lock.1"]);
  });
});

const holding = (path: string): string => `
  import { FileLock } from ${JSON.stringify(join(import.meta.dirname, "../src/file-lock.ts"))};
  const lock = await FileLock.tryTake(${JSON.stringify(path)}, ${JSON.stringify(brief)});
  console.log(process.pid, lock ? "has it" : "has it not");
  setInterval(() => undefined, 1000);
`;

test.skipIf(!canContain)(
  "of two containers, in which all are process 1, one has the lock; killed, it loses it",
  async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "lock");
    await using first = contain(holding(path));
    expect(await first.line()).toBe("1 has it");
    {
      await using second = contain(holding(path));
      expect(await second.line()).toBe("1 has it not");
    }
    // Longer than a holder may be silent: this one shows life.
    await setTimeout(2 * brief.silentMs);
    expect(await takeOnce(path)).toBe(false);
    await first[Symbol.asyncDispose]();
    await using third = await FileLock.take(path, { limitMs: 240_000, lease: brief });
    expect(third).not.toBeNull();
  },
);

test.skipIf(process.platform !== "linux")(
  "a holder that was killed, and that nobody has asked for yet, is gone",
  async () => {
    await using folder = await temporaryFolder();
    const path = join(folder.path, "lock");
    // A shell that stays, and does not ask how its child has ended.
    const parent = spawn(
      "sh",
      [
        "-c",
        'node=$0; "$node" --input-type=module-typescript --eval "$1" & exec sleep 600',
        process.execPath,
        holding(path),
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    try {
      const [said] = (await once(parent.stdout, "data")) as [Buffer];
      process.kill(Number.parseInt(said.toString(), 10), "SIGKILL");
      await using lock = await FileLock.take(path, { limitMs: 240_000 });
      expect(lock).not.toBeNull();
    } finally {
      parent.kill("SIGKILL");
    }
  },
);
