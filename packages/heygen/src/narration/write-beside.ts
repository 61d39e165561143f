import { randomUUID } from "node:crypto";
import { rename, rm, writeFile } from "node:fs/promises";
import { HeyGenError } from "../errors.ts";

/**
 * Writes a file that is there wholly or not at all, and that only its owner can read.
 *
 * @throws {HeyGenError} if it cannot be written.
 */
export async function writeBeside(file: string, content: string | Uint8Array): Promise<void> {
  const partial = `${file}.${randomUUID()}.part`;
  try {
    await writeFile(partial, content, { mode: 0o600, flag: "wx" });
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw new HeyGenError("file-failed", `${file} cannot be written.`, { cause: error });
  }
}
