import { access, constants, readdir, rmdir } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "@hyperframes-engine/store";
import { OutputError } from "../errors.ts";

/**
 * Makes a folder that files can be written into. Returns the uppermost one that had to be made.
 *
 * @throws {OutputError} if that cannot be.
 */
export async function makeWritable(folder: string): Promise<string | undefined> {
  try {
    const firstMade = await makeFolder(folder);
    await access(folder, constants.W_OK | constants.X_OK);
    return firstMade;
  } catch (error) {
    throw new OutputError(
      "output-not-writable",
      `The folder ${folder} cannot be written. Name another file with \`output\`, or change the folder's rights.`,
      error,
    );
  }
}

/** Removes a folder and those around it up to `last`, as far as nothing is in them. */
export async function removeEmpty(folder: string, last: string): Promise<void> {
  const names = await readdir(folder).catch(() => null);
  if (names?.length !== 0) return;
  await rmdir(folder);
  if (folder !== last) await removeEmpty(dirname(folder), last);
}
