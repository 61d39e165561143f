import { randomInt } from "node:crypto";
import { readdir, rm } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { Claim, isHeld, readClaim } from "./claim.ts";
import { usualLease, type Lease } from "./lease.ts";
import { makeFolder } from "./make-folder.ts";
import type { ProcessIdentity } from "./process-identity.ts";

/** How to wait for a lock. */
export interface LockWait {
  readonly limitMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Told once if somebody else has it. */
  readonly onWait?: (() => void) | undefined;
  readonly lease?: Lease;
}

const PAUSE_MS = 100;
/** Longer than it takes to make a claim and look around. */
const MOST_APART_MS = 20;

/**
 * Lets one process at a time do something, of all that share a file system. Each that wants the lock makes a claim with a number
 * one above the last, which only one can make, and has it if then no other claim is held. So a lock whose holder has died passes to
 * exactly one of those who wait, and none of them deletes what another may just have made.
 */
export class FileLock implements AsyncDisposable {
  readonly #claim: Claim;

  private constructor(claim: Claim) {
    this.#claim = claim;
  }

  /**
   * Takes a lock unless somebody has it.
   *
   * @param path what the names of its files begin with; its folder is made where it is missing.
   * @throws the system's error if a file cannot be made there.
   */
  static async tryTake(path: string, lease: Lease = usualLease): Promise<FileLock | null> {
    for (;;) {
      const claim = await attempt(path, lease);
      if (claim === "held") return null;
      if (claim !== "raced") return new FileLock(claim);
      await setTimeout(randomInt(1, MOST_APART_MS));
    }
  }

  /**
   * Waits for a lock.
   *
   * @returns `null` if another has it until the end.
   * @throws an `AbortError` once the signal is aborted, or the system's error.
   */
  static async take(path: string, { limitMs, signal, onWait, lease }: LockWait): Promise<FileLock | null> {
    const end = performance.now() + limitMs;
    for (let tries = 0; ; tries += 1) {
      const lock = await FileLock.tryTake(path, lease);
      if (lock) return lock;
      if (tries === 0) onWait?.();
      if (performance.now() >= end) return null;
      await setTimeout(PAUSE_MS, undefined, signal ? { signal } : {});
    }
  }

  /** Aborted when somebody else has taken the lock, as this process was suspended for long and could not be seen. */
  get lost(): AbortSignal {
    return this.#claim.lost;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#claim.release();
  }
}

/** Who holds a lock, or held it last; `null` if nobody does. */
export async function holderOf(path: string): Promise<ProcessIdentity | null> {
  const number = (await numbersOf(path)).at(-1);
  if (number === undefined) return null;
  return (await readClaim(fileOf(path, number)))?.owner ?? null;
}

async function attempt(path: string, lease: Lease): Promise<Claim | "held" | "raced"> {
  const before = await claimsOf(path);
  for (const number of [...before.keys()].toReversed())
    if (await isHeld(fileOf(path, number), { lease })) return "held";
  const number = Math.max(0, ...before.keys()) + 1;
  const claim = await claimNumber(path, number, lease);
  if (!claim) return "raced";
  const after = await claimsOf(path);
  after.delete(number);
  // One that was seen to be dead stays dead; any other may have been made meanwhile.
  const isAlone = [...after].every(([other, text]) => before.get(other) === text);
  if (!isAlone) {
    await claim.release();
    return "raced";
  }
  for (const other of after.keys()) await rm(fileOf(path, other), { force: true });
  return claim;
}

async function claimNumber(path: string, number: number, lease: Lease): Promise<Claim | null> {
  try {
    return await Claim.make(fileOf(path, number), lease);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return null;
    if (code !== "ENOENT") throw error;
    await makeFolder(dirname(path));
    return null;
  }
}

/** The texts of all claims by their numbers, which ascend. */
async function claimsOf(path: string): Promise<Map<number, string>> {
  const claims = new Map<number, string>();
  for (const number of await numbersOf(path)) {
    const claim = await readClaim(fileOf(path, number));
    if (claim) claims.set(number, claim.text);
  }
  return claims;
}

async function numbersOf(path: string): Promise<number[]> {
  const begin = `${basename(path)}.`;
  const names = await readdir(dirname(path)).catch(() => []);
  return names
    .filter((name) => name.startsWith(begin) && /^\d{1,9}$/.test(name.slice(begin.length)))
    .map((name) => Number(name.slice(begin.length)))
    .toSorted((a, b) => a - b);
}

function fileOf(path: string, number: number): string {
  return join(dirname(path), `${basename(path)}.${number}`);
}
