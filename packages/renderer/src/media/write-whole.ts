import { randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { diskFull, MediaError, OutputError } from "../errors.ts";
import { makeFolder } from "../make-folder.ts";

/**
 * Writes a file that is there wholly or not at all.
 *
 * @throws {OutputError} if it cannot be written; what the parts throw.
 */
export async function writeWhole(
  file: string,
  parts: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<void> {
  const partial = `${file}.${randomUUID()}.partial`;
  try {
    await makeFolder(dirname(file));
    await pipeline(Readable.from(parts), createWriteStream(partial), signal ? { signal } : {});
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw writeFailure(file, error);
  }
}

function writeFailure(file: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof MediaError || syscall === undefined) return error;
  if (code === "ENOSPC" || code === "EDQUOT") return diskFull(file, error);
  const isOurs = ["open", "write", "rename", "mkdir", "stat"].includes(syscall);
  return isOurs
    ? new OutputError("output-not-writable", `${file} cannot be written (${code}).`, error)
    : error;
}
