import { EncodeError } from "../../errors.ts";

/** The kinds of NAL units that matter here: `nal_unit_type` in H.264 table 7-1. */
export const nalType = {
  slice: 1,
  idrSlice: 5,
  sei: 6,
  sps: 7,
  pps: 8,
  delimiter: 9,
  endOfSequence: 10,
  endOfStream: 11,
  filler: 12,
} as const;

/** The `nal_unit_type` of a NAL unit. */
export const typeOfNal = (nal: Buffer): number => nal.readUInt8(0) & 0x1f;

const shortStartCode = Buffer.from([0, 0, 1]);
const startCode = Buffer.from([0, 0, 0, 1]);
const escapedZeros = Buffer.from([0, 0, 3]);
const twoZeros = Buffer.from([0, 0]);
const escape = Buffer.from([3]);

/**
 * The NAL units of an H.264 byte stream (Annex B), without their start codes. Holds one at a time, however long the
 * stream is, and it may be cut into pieces anywhere.
 *
 * @throws {EncodeError} if the stream begins with anything but a start code.
 */
export async function* nalUnits(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer, void> {
  let parts: Buffer[] = [];
  // A start code may lie across two pieces.
  let tail = Buffer.alloc(0);
  let started = false;
  for await (const piece of stream) {
    const bytes = Buffer.concat([tail, piece]);
    let start = 0;
    for (let at = 0; (at = bytes.indexOf(shortStartCode, start)) >= 0; start = at + shortStartCode.length) {
      const nal = withoutTrailingZeros(joined([...parts, bytes.subarray(start, at)]));
      if (nal.length > 0) yield started ? nal : noByteStream();
      started = true;
      parts = [];
    }
    const end = Math.max(start, bytes.length - (shortStartCode.length - 1));
    parts.push(bytes.subarray(start, end));
    tail = bytes.subarray(end);
  }
  const nal = withoutTrailingZeros(Buffer.concat([...parts, tail]));
  if (nal.length > 0) yield started ? nal : noByteStream();
}

function noByteStream(): never {
  throw new EncodeError("The H.264 stream does not begin with a start code: it is not a byte stream.");
}

/** Most NAL units lie in one piece, and then need not be copied. */
function joined(parts: readonly Buffer[]): Buffer {
  const [first, ...others] = parts;
  return first && others.length === 0 ? first : Buffer.concat(parts);
}

/** A NAL unit never ends with a zero byte: those there belong to the next start code, or are padding. */
function withoutTrailingZeros(bytes: Buffer): Buffer {
  let end = bytes.length;
  while (end > 0 && bytes[end - 1] === 0) end -= 1;
  return bytes.subarray(0, end);
}

/** NAL units as a byte stream, each with its start code. */
export function withStartCodes(nals: readonly Buffer[]): Buffer {
  return Buffer.concat(nals.flatMap((nal) => [startCode, nal]));
}

/** The payload of a NAL unit (RBSP) without the bytes that keep start codes from occurring in it: H.264 clause 7.4.1. */
export function readPayload(nal: Buffer): Buffer {
  const parts: Buffer[] = [];
  let start = 1;
  for (let at = 0; (at = nal.indexOf(escapedZeros, start)) >= 0; start = at + escapedZeros.length) {
    parts.push(nal.subarray(start, at + twoZeros.length));
  }
  return Buffer.concat([...parts, nal.subarray(start)]);
}

/** A NAL unit from its first byte and its payload, the reverse of {@link readPayload}. */
export function makeNal(header: number, payload: Buffer): Buffer {
  const parts: Buffer[] = [Buffer.from([header])];
  let start = 0;
  let from = 0;
  for (let at = 0; (at = payload.indexOf(twoZeros, from)) >= 0; from = Math.max(start, at + 1)) {
    const next = payload[at + twoZeros.length] ?? 0;
    if (next > 3) continue;
    parts.push(payload.subarray(start, at + twoZeros.length), escape);
    start = at + twoZeros.length;
  }
  return Buffer.concat([...parts, payload.subarray(start)]);
}
