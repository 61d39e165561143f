import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";

/** The SHA-256 of some bytes, as 64 small hexadecimal digits: their name. */
export type Digest = string & { readonly __digest: true };

/** Of a file at once: more in fewer turns, which wait for each other. */
const READ_BYTES = 2 ** 20;

/** Whether a text is a digest, and so safe as a file's name. */
export function isDigest(text: unknown): text is Digest {
  return typeof text === "string" && /^[0-9a-f]{64}$/.test(text);
}

/** The digest of bytes that are there. */
export function digestOf(bytes: Uint8Array | string): Digest {
  return createHash("sha256").update(bytes).digest("hex") as Digest;
}

/**
 * The digest of a file.
 *
 * @throws the system's error if it cannot be read; an `AbortError` once the signal is aborted.
 */
export async function digestFile(file: string, signal?: AbortSignal): Promise<Digest> {
  const hash = createHash("sha256");
  await pipeline(createReadStream(file, { highWaterMark: READ_BYTES }), hash, signal ? { signal } : {});
  return hash.digest("hex") as Digest;
}

/** Whether a file is there and has a digest. */
export async function hasDigest(file: string, digest: Digest): Promise<boolean> {
  return digestFile(file).then(
    (found) => found === digest,
    () => false,
  );
}
