import { readFile } from "node:fs/promises";
import { digestOf } from "./digest.ts";
import { writeWhole, type WholeTextOptions } from "./make-whole.ts";

/**
 * Writes a record, which is JSON, below the digest of its text, so that it shows when a bit of it changes.
 *
 * @throws the system's error if it cannot be written.
 */
export async function writeSealed(file: string, record: unknown, options?: WholeTextOptions): Promise<void> {
  const text = JSON.stringify(record);
  await writeWhole(file, `${digestOf(text)}\n${text}\n`, options);
}

/** Reads a record; `null` if there is none, or if it is not as it was written. */
export async function readSealed(file: string): Promise<unknown> {
  const sealed = await readFile(file, "utf8").catch(() => "");
  const [digest, text, ...rest] = sealed.split("\n");
  if (text === undefined || rest.join() !== "" || digestOf(text) !== digest) return null;
  return JSON.parse(text) as unknown;
}
