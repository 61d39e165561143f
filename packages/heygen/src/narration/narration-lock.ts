import { readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { HeyGenError, interrupted } from "../errors.ts";
import { isProcessAlive } from "./process-alive.ts";

/** How to wait for a lock. */
interface LockOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** When to give up, milliseconds since 1970. */
  readonly end: number;
  readonly signal?: AbortSignal | undefined;
  /** Told once if somebody else has it. */
  readonly onWait?: () => void;
}

const beatMilliseconds = 2000;
/** A holder that has not been heard of for so long is gone, though its number may be another process's by now. */
const silentMilliseconds = 20_000;
const pauseMilliseconds = 100;
const FREE = "free";

/**
 * One process at a time works on what is in a folder. Each holder makes a file with a number one above the last; only one
 * can make it, so a lock whose holder has died passes to one of those who wait, and never to two.
 */
export class NarrationLock implements AsyncDisposable {
  readonly #file: string;
  readonly #beat: NodeJS.Timeout;

  private constructor(file: string, now: () => number) {
    this.#file = file;
    const beat = async (): Promise<void> => {
      const time = new Date(now());
      // Should it fail, others take over what is on disk, and nothing is lost.
      await utimes(file, time, time).catch(() => undefined);
    };
    this.#beat = setInterval(() => void beat(), beatMilliseconds);
    this.#beat.unref();
  }

  /**
   * Waits for the lock of a folder that exists.
   *
   * @throws {HeyGenError} `timed-out` if another holds it until the end.
   */
  static async take(folder: string, options: LockOptions): Promise<NarrationLock> {
    const { now, end, signal } = options;
    for (let tries = 0; ; tries++) {
      const file = await tryToTake(folder, now);
      if (file !== null) return new NarrationLock(file, now);
      if (tries === 0) options.onWait?.();
      if (now() >= end) {
        throw new HeyGenError("timed-out", "Another process has not finished this narration in time.", {
          code: "timeout",
        });
      }
      await setTimeout(pauseMilliseconds, undefined, signal ? { signal } : {}).catch(() => {
        throw interrupted();
      });
    }
  }

  /** Leaves the file, so that its number is not used again. */
  async [Symbol.asyncDispose](): Promise<void> {
    clearInterval(this.#beat);
    await writeFile(this.#file, FREE);
  }
}

async function tryToTake(folder: string, now: () => number): Promise<string | null> {
  const held = await numbersIn(folder);
  const last = held.at(-1) ?? 0;
  if (last > 0 && (await isHeld(fileOf(folder, last), now()))) return null;
  const number = last + 1;
  const file = fileOf(folder, number);
  if (!(await makeLock(file, now()))) return null;
  const numbers = await numbersIn(folder);
  if (numbers.at(-1) !== number) {
    await rm(file, { force: true });
    return null;
  }
  for (const old of numbers.slice(0, -1)) await rm(fileOf(folder, old), { force: true });
  return file;
}

async function makeLock(file: string, now: number): Promise<boolean> {
  try {
    await writeFile(file, JSON.stringify({ pid: process.pid, host: hostname() }), { flag: "wx" });
    await utimes(file, new Date(now), new Date(now));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST" || code === "ENOENT") return false;
    throw new HeyGenError("file-failed", `${file} cannot be written.`, { cause: error });
  }
}

async function isHeld(file: string, now: number): Promise<boolean> {
  const info = await stat(file).catch(() => null);
  // Its holder has made way for the next meanwhile.
  if (!info) return true;
  if (now - info.mtimeMs > silentMilliseconds) return false;
  const text = await readFile(file, "utf8").catch(() => "");
  if (text === FREE) return false;
  const holder = holderIn(text);
  // Who makes the file writes to it a moment later.
  return holder === null || holder.host !== hostname() || isProcessAlive(holder.pid);
}

function holderIn(text: string): { readonly pid: number; readonly host: string } | null {
  try {
    return JSON.parse(text) as { pid: number; host: string };
  } catch {
    // Cut off, or empty: whoever made it has died, or is still writing.
    return null;
  }
}

function fileOf(folder: string, number: number): string {
  return join(folder, `lock.${number}`);
}

async function numbersIn(folder: string): Promise<number[]> {
  const names = await readdir(folder);
  const numbers = names.flatMap((name) => Number(/^lock\.(\d{1,9})$/.exec(name)?.[1] ?? 0) || []);
  return numbers.toSorted((a, b) => a - b);
}
