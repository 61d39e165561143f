import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { makeFolder } from "../make-folder.ts";

/**
 * Has a file made under another name, so that it is there wholly or not at all; its folder is made where it is missing.
 *
 * @throws what `make` throws; then nothing is left of it.
 */
export async function makeWhole(file: string, make: (partial: string) => Promise<void>): Promise<void> {
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await makeFolder(dirname(file));
    await make(partial);
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
