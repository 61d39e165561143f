import { mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { isProcessAlive } from "./process-alive.ts";

/** A folder that goes with whoever made it. */
export interface ScratchFolder extends AsyncDisposable {
  readonly path: string;
}

const scratchName = /^hyperframes-(\d+)-/;

/** Makes a folder in another one, which must be there; those of processes that were killed go now. */
export async function makeScratchFolder(parent: string): Promise<ScratchFolder> {
  const names = await readdir(parent).catch(() => []);
  const stale = names.filter((name) => isAbandoned(name));
  // Another user's cannot be removed, nor need they be.
  await Promise.allSettled(stale.map((name) => rm(join(parent, name), { recursive: true, force: true })));
  const path = await mkdtemp(join(parent, `hyperframes-${process.pid}-`));
  return {
    path,
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  };
}

function isAbandoned(name: string): boolean {
  const owner = scratchName.exec(name)?.[1];
  return owner !== undefined && !isProcessAlive(Number(owner));
}
