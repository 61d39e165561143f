import { rm } from "node:fs/promises";
import { digestFile, hasDigest, isDigest, type Digest } from "./digest.ts";
import { touch } from "./filesystem-clock.ts";
import { makeWhole } from "./make-whole.ts";
import { readSealed, writeSealed } from "./sealed-record.ts";

interface Seal {
  readonly digest: Digest;
  /** Whatever whoever keeps it wants to know again. */
  readonly facts: unknown;
}

/**
 * What was noted of a kept file, if it is there as it was kept; it counts as used then.
 *
 * @returns `null` if it is not there, or if any bit of it has changed.
 */
export async function findKept(file: string): Promise<{ readonly facts: unknown } | null> {
  const seal = (await readSealed(sealOf(file))) as Partial<Seal> | null;
  if (!isDigest(seal?.digest) || !(await hasDigest(file, seal.digest))) return null;
  // The file's own times stay, so that whoever knows its digest by them need not read it again.
  await touch(sealOf(file));
  return { facts: seal.facts };
}

/**
 * Makes a file and keeps it. If there is an older one, it takes its place.
 *
 * @param make writes it to the path that it is given, and returns what is to be noted of it: JSON, or nothing.
 * @throws what `make` throws; then nothing is left of it.
 */
export async function keepFile(file: string, make: (partial: string) => Promise<unknown>): Promise<void> {
  let seal: Seal | null = null;
  await makeWhole(file, async (partial) => {
    const facts = (await make(partial)) ?? null;
    seal = { facts, digest: await digestFile(partial) };
    // Until the new seal is there, the file is as if it were not.
    await rm(sealOf(file), { force: true });
  });
  await writeSealed(sealOf(file), seal);
}

/**
 * Has a file made, unless it is kept and whole.
 *
 * @throws what `make` throws; then nothing is left of it.
 */
export async function makeKept(file: string, make: (partial: string) => Promise<void>): Promise<void> {
  if (!(await findKept(file))) await keepFile(file, make);
}

/** Where what is known of a kept file stands. It has the time of its last use. */
export function sealOf(file: string): string {
  return `${file}.seal`;
}
