import { randomUUID } from "node:crypto";
import { mkdir, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { makeFolder } from "./make-folder.ts";
import { syncFile, syncFolder } from "./sync.ts";

/** How a file is written. */
export interface WholeOptions {
  /** Whether it must survive a loss of power. @default false */
  readonly durable?: boolean;
}

/** How a text is written. */
export interface WholeTextOptions extends WholeOptions {
  /** Who may do what with it. @default 0o666, less what the user has set */
  readonly mode?: number;
}

/**
 * Has a file made under another name beside its own, so that it is there wholly or not at all; its folder is made where it is missing.
 *
 * @throws what `make` throws; then nothing is left of it.
 */
export async function makeWhole(
  file: string,
  make: (partial: string) => Promise<void>,
  options: WholeOptions = {},
): Promise<void> {
  const partial = partialName(file);
  try {
    await makeFolder(dirname(file));
    await make(partial);
    await putInPlace(partial, file, options);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}

/**
 * Writes a file that is there wholly or not at all.
 *
 * @throws the system's error if it cannot be written.
 */
export async function writeWhole(
  file: string,
  content: string | Uint8Array,
  { mode = 0o666, ...options }: WholeTextOptions = {},
): Promise<void> {
  await makeWhole(file, (partial) => writeFile(partial, content, { mode, flag: "wx" }), options);
}

/**
 * Gives a file that is finished its name.
 *
 * @throws the system's error if that cannot be done.
 */
export async function putInPlace(
  partial: string,
  file: string,
  { durable = false }: WholeOptions = {},
): Promise<void> {
  // The name must not be there before the content is.
  if (durable) await syncFile(partial);
  await rename(partial, file);
  if (durable) await syncFolder(dirname(file));
}

/**
 * Fills a folder under another name and then gives it its own, so that it is there wholly or not at all. If there is a folder of
 * that name with something in it, that one stays.
 *
 * @throws what `fill` throws, or the system's error; then nothing is left of it.
 */
export async function makeWholeFolder(
  folder: string,
  fill: (partial: string) => Promise<void>,
): Promise<void> {
  const partial = partialName(folder);
  try {
    await makeFolder(dirname(folder));
    await mkdir(partial);
    await fill(partial);
    await rename(partial, folder);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** A name beside a file: the file's own may be as long as names can be. */
export function partialName(file: string): string {
  return join(dirname(file), `.${randomUUID()}.partial`);
}
