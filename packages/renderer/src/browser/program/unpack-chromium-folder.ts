import { mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, relative } from "node:path";
import { systemCode } from "@hyperframes-engine/errors";
import { makeFolder } from "../../make-folder.ts";

/** Filling a folder takes seconds: one that is this much older was left by a process that was killed. */
const STALE_MS = 10 * 60_000;
const TEMPORARY = ".unpacking-";

/**
 * Fills a folder that others may read or fill at the same time. The file called `marker` appears last, so what has it
 * is whole; files that were there are replaced, each at once.
 *
 * @param fill writes all files, the marker among them, into the folder that it is given.
 */
export async function fillFolder(
  folder: string,
  marker: string,
  fill: (temporary: string) => Promise<void>,
): Promise<void> {
  await makeFolder(dirname(folder));
  const temporary = await mkdtemp(folder + TEMPORARY);
  try {
    await removeStale(folder, temporary);
    await fill(temporary);
    await moveFiles(temporary, folder, marker);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** The clock that counts is the file system's, which may be another machine's. */
async function removeStale(folder: string, temporary: string): Promise<void> {
  const parent = dirname(folder);
  const { mtimeMs: now } = await stat(temporary);
  for (const name of await readdir(parent)) {
    if (!name.startsWith(basename(folder) + TEMPORARY)) continue;
    const other = await stat(join(parent, name)).catch(() => undefined);
    if (!other || now - other.mtimeMs <= STALE_MS) continue;
    // Another user's cannot be removed, nor need it be.
    await rm(join(parent, name), { recursive: true, force: true }).catch(() => undefined);
  }
}

/** A folder that stands in a file's place is no file of ours. */
async function replace(file: string, target: string): Promise<void> {
  await rename(file, target).catch(async (error: unknown) => {
    if (systemCode(error) !== "EISDIR") throw error;
    await rm(target, { recursive: true, force: true });
    await rename(file, target);
  });
}

/** File by file, as a folder cannot be renamed onto one that has something in it. */
async function moveFiles(from: string, to: string, marker: string): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => !entry.isDirectory());
  const names = files.map((file) => relative(from, join(file.parentPath, file.name)));
  for (const name of [...names.filter((other) => other !== marker), marker]) {
    await mkdir(dirname(join(to, name)), { recursive: true });
    await replace(join(from, name), join(to, name));
  }
}
