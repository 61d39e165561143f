import { TextDecoder } from "node:util";
import { DataError } from "../template-error.ts";

/** What bytes are turned into text with. */
interface TextRequest {
  /** For messages. */
  readonly file: string;
  /** A name of https://encoding.spec.whatwg.org/#names-and-labels; `null` for UTF-8 or UTF-16, by how the bytes begin. */
  readonly encoding: string | null;
}

/** Bytes in which it must show what they are. */
const HEAD = 4096;

/**
 * Turns bytes into text: UTF-8, or UTF-16 in either order of bytes, with a mark of it at the beginning or without.
 *
 * @throws {DataError} with the line at which bytes are no such text.
 */
export async function* decodeText(
  bytes: AsyncIterable<unknown>,
  { file, encoding }: TextRequest,
): AsyncGenerator<string> {
  let head: Buffer = Buffer.alloc(0);
  let decoder: LineDecoder | null = null;
  for await (const chunk of bytes) {
    if (typeof chunk === "string") {
      yield chunk;
      continue;
    }
    if (decoder) {
      yield decoder.decode(chunk as Uint8Array);
      continue;
    }
    head = Buffer.concat([head, chunk as Uint8Array]);
    if (head.length < HEAD) continue;
    decoder = new LineDecoder(file, encoding ?? guessEncoding(head));
    yield decoder.decode(head);
  }
  if (!decoder) {
    decoder = new LineDecoder(file, encoding ?? guessEncoding(head));
    yield decoder.decode(head);
  }
  yield decoder.end();
}

/** Text has no byte of zero, unless it is UTF-16: there, most letters have one on the same side. */
function guessEncoding(head: Buffer): string {
  if (head.length >= 2 && head.readUInt16BE() === 0xfffe) return "utf-16le";
  if (head.length >= 2 && head.readUInt16BE() === 0xfeff) return "utf-16be";
  const zeros = [0, 0];
  for (const [index, byte] of head.subarray(0, HEAD).entries()) {
    if (byte === 0) zeros[index % 2] = (zeros[index % 2] ?? 0) + 1;
  }
  const [even = 0, odd = 0] = zeros;
  if (even === odd) return "utf-8";
  return odd > even ? "utf-16le" : "utf-16be";
}

/** Knows in which line bytes are wrong. */
class LineDecoder {
  readonly #file: string;
  readonly #encoding: string;
  readonly #decoder: TextDecoder;
  #lines = 1;
  /** The end of what was decoded last: a character may begin in it. */
  #tail: Buffer = Buffer.alloc(0);

  constructor(file: string, encoding: string) {
    this.#file = file;
    this.#encoding = encoding;
    this.#decoder = new TextDecoder(encoding, { fatal: true });
  }

  decode(bytes: Uint8Array): string {
    const text = this.#attempt(bytes, true);
    this.#lines += countLines(text);
    this.#tail = Buffer.from(bytes.subarray(-3));
    return text;
  }

  end(): string {
    return this.#attempt(new Uint8Array(), false);
  }

  #attempt(bytes: Uint8Array, stream: boolean): string {
    try {
      return this.#decoder.decode(bytes, { stream });
    } catch (error) {
      throw this.#fault(Buffer.concat([this.#tail, bytes]), error);
    }
  }

  #fault(bytes: Buffer, cause: unknown): DataError {
    const before = firstFault(bytes, this.#encoding);
    const line = this.#lines + countLines(before.subarray(this.#tail.length).toString("latin1"));
    const isPlain = this.#encoding === "utf-8";
    const found = isPlain ? `, such as “${wordAt(bytes, before.length)}” in windows-1252` : "";
    const advice = isPlain
      ? "Save it as “CSV UTF-8”, or say what it is: `dataEncoding` windows-1252 for most of what Excel writes in Europe and America."
      : "Save it as “CSV UTF-8”, or say what it is with `dataEncoding`.";
    return new DataError(
      `${this.#file}:${line}: this is no ${this.#encoding.toUpperCase()} text${found}. ${advice}`,
      cause,
    );
  }
}

/** What stands before the first byte that is no character. */
function firstFault(bytes: Buffer, encoding: string): Buffer {
  let low = 0;
  let high = bytes.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isText(bytes.subarray(0, middle), encoding)) low = middle;
    else high = middle;
  }
  return bytes.subarray(0, low);
}

/** Whether bytes are text, but for a character that may go on. */
function isText(bytes: Buffer, encoding: string): boolean {
  try {
    new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The letters around a byte, as Excel would have meant them. */
function wordAt(bytes: Buffer, offset: number): string {
  const around = new TextDecoder("windows-1252").decode(
    bytes.subarray(Math.max(0, offset - 20), offset + 20),
  );
  const middle = Math.min(offset, 20);
  const before = /[\p{L}\p{N}]*$/u.exec(around.slice(0, middle))?.[0] ?? "";
  return before + (/^[\p{L}\p{N}]*/u.exec(around.slice(middle))?.[0] ?? "");
}

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}
