import { createHash } from "node:crypto";
import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Digest } from "./digest.ts";
import { DamagedContent } from "./file-store.ts";

/**
 * Writes what a stream has to a file that is not there yet, and returns its digest.
 *
 * @throws what the stream throws, or the system's error; a part of the file may be left.
 */
export async function writeHashed(content: AsyncIterable<Uint8Array>, file: string): Promise<Digest> {
  const hash = createHash("sha256");
  const hashed = async function* (): AsyncGenerator<Uint8Array> {
    for await (const part of content) {
      hash.update(part);
      yield part;
    }
  };
  await pipeline(Readable.from(hashed()), createWriteStream(file, { flags: "wx" }));
  return hash.digest("hex") as Digest;
}

/**
 * Hands on what is kept as a digest. Where it turns out to be something else, the stream ends with a {@link DamagedContent}.
 *
 * @param remove removes what is kept; called before that.
 */
export function checkedContent(
  content: AsyncIterable<Uint8Array>,
  digest: Digest,
  remove: () => Promise<void>,
): Readable {
  const checked = async function* (): AsyncGenerator<Uint8Array> {
    const hash = createHash("sha256");
    for await (const part of content) {
      hash.update(part);
      yield part;
    }
    if (hash.digest("hex") === digest) return;
    await remove();
    throw new DamagedContent(digest);
  };
  return Readable.from(checked(), { objectMode: false });
}
