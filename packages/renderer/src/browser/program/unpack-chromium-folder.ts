import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { systemCode } from "@hyperframes-engine/errors";
import { makeFolder, makeScratchFolder } from "@hyperframes-engine/store";

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
  await using temporary = await makeScratchFolder(dirname(folder));
  const filled = join(temporary.path, "filled");
  await mkdir(filled);
  await fill(filled);
  await moveFiles(filled, folder, marker);
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
