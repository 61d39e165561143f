import { lstat, mkdtemp, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Claim, isHeld, judgeClaim, readClaim } from "./claim.ts";
import { usualLease, type Lease } from "./lease.ts";

/** A folder that goes with whoever made it. */
export interface ScratchFolder extends AsyncDisposable {
  readonly path: string;
}

const NAME = "hyperframes-";
/** Says inside of a folder that it is one of ours, and whose. */
const MARK = ".hyperframes-scratch";

/**
 * Makes a folder in another one, which must be there. Those of processes that were killed go: ones that are marked as ours, belong
 * to this user, and whose owner is known to be gone. Where it takes seconds to know, they go while the folder is used.
 *
 * @throws the system's error if it cannot be made.
 */
export async function makeScratchFolder(parent: string, lease: Lease = usualLease): Promise<ScratchFolder> {
  const silent = await sweep(parent, lease);
  const cancel = new AbortController();
  const watching = Promise.allSettled(
    silent.map(async (folder) => {
      if (!(await isHeld(join(folder, MARK), { lease, signal: cancel.signal }))) await remove(folder);
    }),
  );
  const path = await mkdtemp(join(parent, NAME));
  const mark = await Claim.make(join(path, MARK), lease);
  return {
    path,
    async [Symbol.asyncDispose]() {
      cancel.abort();
      await watching;
      await mark.stop();
      await remove(path);
    },
  };
}

/** Removes what was left behind. Returns the folders that nobody was heard of for long. */
async function sweep(parent: string, lease: Lease): Promise<string[]> {
  const names = await readdir(parent).catch(() => []);
  const folders = names.filter((name) => name.startsWith(NAME)).map((name) => join(parent, name));
  const silent: string[] = [];
  // Another user's cannot be removed, nor need they be.
  await Promise.allSettled(
    folders.map(async (folder) => {
      if (!(await isOurs(folder))) return;
      const { state } = await judgeClaim(join(folder, MARK), lease);
      if (state === "silent") silent.push(folder);
      if (state === "gone") await remove(folder);
    }),
  );
  return silent;
}

function remove(folder: string): Promise<void> {
  return rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

async function isOurs(folder: string): Promise<boolean> {
  const info = await lstat(folder);
  if (!info.isDirectory() || (process.getuid !== undefined && info.uid !== process.getuid())) return false;
  const mark = await lstat(join(folder, MARK)).catch(() => null);
  if (mark?.isFile() !== true) return false;
  // A text that says nothing may be one that is just being written.
  return Boolean((await readClaim(join(folder, MARK)))?.owner);
}
