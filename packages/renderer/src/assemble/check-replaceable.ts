import type { Stats } from "node:fs";
import { lstat } from "node:fs/promises";
import { basename } from "node:path";
import { OutputError } from "../errors.ts";

/** What file systems allow, in bytes. */
const LONGEST_NAME = 255;

/**
 * Makes sure that what is at a path may be replaced at all: files and folders may, with the user's leave; links, pipes and devices
 * never, as somebody else reads or writes them.
 *
 * @returns what is there; `null` if nothing is.
 * @throws {OutputError} if it may not, or no file can be called so.
 */
export async function checkReplaceable(file: string): Promise<Stats | null> {
  if (Buffer.byteLength(basename(file)) > LONGEST_NAME) {
    throw new OutputError(
      "output-not-writable",
      `The name ${basename(file).slice(0, 40)}… is longer than ${LONGEST_NAME} bytes. Give a shorter one with \`output\`.`,
    );
  }
  const info = await lstat(file).catch(() => null);
  if (!info || info.isFile() || info.isDirectory()) return info;
  throw new OutputError(
    "output-not-writable",
    `${file} is ${kindOf(info)}, which is never replaced. Name another file with \`output\`.`,
  );
}

function kindOf(info: Stats): string {
  if (info.isSymbolicLink()) return "a symbolic link";
  if (info.isFIFO()) return "a named pipe";
  return info.isSocket() ? "a socket" : "a device";
}
