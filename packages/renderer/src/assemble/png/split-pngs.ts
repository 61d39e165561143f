import { EncodeError } from "../../errors.ts";

const SIGNATURE_BYTES = 8;
/** Length and type before a chunk's data, and a checksum after it. */
const CHUNK_BYTES = 12;
const END = Buffer.from("IEND").readUInt32BE();

/**
 * The pictures of a stream in which one PNG follows the other. No more than one is held in memory.
 *
 * @throws {EncodeError} if the last one is cut off.
 */
export async function* splitPngs(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
  let parts: Uint8Array[] = [];
  let length = 0;
  // Up to where the picture at hand is known to go.
  let known = SIGNATURE_BYTES;
  for await (const part of stream) {
    parts.push(part);
    length += part.length;
    if (length < known + CHUNK_BYTES) continue;
    let bytes = Buffer.concat(parts);
    for (let end = walk(bytes, known); ; end = walk(bytes, known)) {
      known = end.known;
      if (!end.whole || bytes.length < known) break;
      yield bytes.subarray(0, known);
      bytes = bytes.subarray(known);
      known = SIGNATURE_BYTES;
    }
    parts = [bytes];
    length = bytes.length;
  }
  if (length > 0) throw new EncodeError("The last PNG of a segment is cut off.");
}

/** Goes from chunk to chunk, as far as their heads are there. */
function walk(bytes: Buffer, from: number): { readonly known: number; readonly whole: boolean } {
  let known = from;
  while (known + SIGNATURE_BYTES <= bytes.length) {
    const next = known + CHUNK_BYTES + bytes.readUInt32BE(known);
    if (bytes.readUInt32BE(known + 4) === END) return { known: next, whole: true };
    known = next;
  }
  return { known, whole: false };
}
