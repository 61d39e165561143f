import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/**
 * A name for what is made from a file: it follows from the file's content, and from how it is made.
 *
 * @param how anything that JSON can hold.
 */
export async function contentName(file: string, how: unknown, signal: AbortSignal): Promise<string> {
  const key = createHash("sha256").update(JSON.stringify(how));
  await pipeline(createReadStream(file), key, { signal });
  return key.digest("hex").slice(0, 40);
}
