import { EncodeError } from "../../errors.ts";
import { BitReader } from "./bit-reader.ts";
import { BitWriter } from "./bit-writer.ts";
import { makeNal, nalType, readPayload, typeOfNal } from "./nal-units.ts";
import type { StreamParameters } from "./parameter-sets.ts";

/** A field's value, and the numbers of its first bit in the payload and of the first one behind it. */
interface Field {
  readonly value: number;
  readonly start: number;
  readonly end: number;
}

/** The fields of a slice's header that tell which picture it belongs to, and where that stands among others. */
export interface SliceHeader {
  readonly firstMacroblock: number;
  readonly frameNum: Field;
  /** Only in IDR pictures, which need no earlier picture. */
  readonly idrPicId: Field | null;
}

/** No header is longer, up to the last field that is read here. */
const LONGEST_HEADER = 64;
/** `slice_type` modulo 5: H.264 table 7-6. */
const P_SLICE = 0;
const I_SLICE = 2;

/**
 * Reads the header of a slice as far as it matters: H.264 clause 7.3.3.
 *
 * @throws {EncodeError} if it is damaged, or has a feature that is not supported.
 */
export function readSliceHeader(nal: Buffer, parameters: StreamParameters): SliceHeader {
  demand((nal.readUInt8(0) & 0x60) !== 0, "a picture that is not a reference picture");
  const isIdr = typeOfNal(nal) === nalType.idrSlice;
  const reader = new BitReader(readPayload(nal.subarray(0, LONGEST_HEADER)));
  const firstMacroblock = reader.unsigned();
  demand(firstMacroblock < parameters.macroblocks, "a slice outside of its picture");
  const type = reader.unsigned() % 5;
  demand(type === I_SLICE || (type === P_SLICE && !isIdr), `a slice of type ${type}`);
  demand(reader.unsigned() === parameters.ppsId, "a slice with an unknown PPS");
  const frameNum = readField(reader, () => reader.bits(parameters.frameNumBits));
  const idrPicId = isIdr ? readField(reader, () => reader.unsigned()) : null;
  return { firstMacroblock, frameNum, idrPicId };
}

function readField(reader: BitReader, read: () => number): Field {
  const start = reader.position;
  return { value: read(), start, end: reader.position };
}

function demand(right: boolean, fault: string): void {
  if (!right) throw new EncodeError(`The H.264 stream has ${fault}, which is damage or not supported.`);
}

/** The slice with another `frame_num`. It is of fixed width, so all other bits stay where they are. */
export function withFrameNum(nal: Buffer, { frameNum }: SliceHeader, value: number): Buffer {
  const width = frameNum.end - frameNum.start;
  return frameNum.value === value ? nal : replaceField(nal, frameNum, (writer) => writer.bits(value, width));
}

/** The slice with another `idr_pic_id`, one that {@link otherIdrPicId} gives. */
export function withIdrPicId(nal: Buffer, { idrPicId }: SliceHeader, value: number): Buffer {
  if (!idrPicId || idrPicId.value === value) return nal;
  return replaceField(nal, idrPicId, (writer) => writer.unsigned(value));
}

/**
 * Another `idr_pic_id` than the given one, whose code is as long, or longer by a whole byte: parts of a slice begin at
 * whole bytes of its payload (arithmetic codes, samples that are not compressed), and so must not move by single bits.
 */
export function otherIdrPicId(value: number): number {
  // All others have a sibling, the last bit of which differs: 1 and 2, 3 and 4. The code of 0 has 1 bit, 15's has 9.
  return value === 0 ? 15 : ((value + 1) ^ 1) - 1;
}

function replaceField(nal: Buffer, field: Field, write: (writer: BitWriter) => void): Buffer {
  const payload = readPayload(nal);
  const writer = new BitWriter().copy(payload, 0, field.start);
  write(writer);
  return makeNal(nal.readUInt8(0), writer.followedBy(payload, field.end));
}
