import { open } from "node:fs/promises";
import { crc32 } from "node:zlib";

/** Signature and header: https://www.w3.org/TR/png-3/#5PNG-file-signature */
const HEADER_END = 33;
const KEYWORD = Buffer.from("Comment\0");
const SEARCHED_BYTES = 4096;

/** A PNG with a comment after its header. */
export function withPngComment(png: Buffer, comment: string): Buffer {
  const type = Buffer.from("iTXt");
  // Not compressed, in no language, without a translated keyword: https://www.w3.org/TR/png-3/#11iTXt
  const data = Buffer.concat([type, KEYWORD, Buffer.alloc(4), Buffer.from(comment)]);
  const chunk = Buffer.alloc(data.length + 8);
  chunk.writeUInt32BE(data.length - type.length, 0);
  data.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(data), data.length + 4);
  return Buffer.concat([png.subarray(0, HEADER_END), chunk, png.subarray(HEADER_END)]);
}

/** The comment that {@link withPngComment} has put into a file; `null` if there is none. */
export async function readPngComment(file: string): Promise<string | null> {
  const handle = await open(file, "r").catch(() => null);
  if (!handle) return null;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(SEARCHED_BYTES), 0, SEARCHED_BYTES, 0);
    return findComment(buffer.subarray(0, bytesRead));
  } finally {
    await handle.close();
  }
}

function findComment(start: Buffer): string | null {
  if (start.length < HEADER_END + 8) return null;
  const bytes = start.readUInt32BE(HEADER_END);
  const data = start.subarray(HEADER_END + 8, HEADER_END + 8 + bytes);
  const isOurs = start.toString("latin1", HEADER_END + 4, HEADER_END + 8) === "iTXt";
  if (!isOurs || !data.subarray(0, KEYWORD.length).equals(KEYWORD)) return null;
  return data.toString("utf8", KEYWORD.length + 4);
}
