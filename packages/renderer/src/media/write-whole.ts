import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { isDiskFull } from "@hyperframes-engine/errors";
import { diskFull, MediaError, OutputError } from "../errors.ts";
import { makeWhole } from "./make-whole.ts";

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
  try {
    await makeWhole(file, (partial) =>
      pipeline(Readable.from(parts), createWriteStream(partial), signal ? { signal } : {}),
    );
  } catch (error) {
    throw writeFailure(file, error);
  }
}

function writeFailure(file: string, error: unknown): unknown {
  const { code, syscall } = error as NodeJS.ErrnoException;
  if (error instanceof MediaError || syscall === undefined) return error;
  if (isDiskFull(error)) return diskFull(file, error);
  const isOurs = ["open", "write", "rename", "mkdir", "stat"].includes(syscall);
  return isOurs
    ? new OutputError("output-not-writable", `${file} cannot be written (${code}).`, error)
    : error;
}
