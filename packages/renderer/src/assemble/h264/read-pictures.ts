import { EncodeError } from "../../errors.ts";
import { nalType, nalUnits, typeOfNal } from "./nal-units.ts";
import type { ParameterSets } from "./parameter-sets.ts";
import { readSliceHeader } from "./slice-header.ts";
import type { SliceHeader } from "./slice-header.ts";

/** One encoded picture. */
export interface Picture {
  /** The SPS and PPS that stand before it, if any. */
  readonly parameterSets: readonly Buffer[];
  readonly slices: readonly Slice[];
}

/** One slice of a picture, as NAL unit. */
export interface Slice {
  readonly nal: Buffer;
  readonly header: SliceHeader;
}

/**
 * What pictures do not need: x264's name and settings, and marks and padding between pictures. Time stamps (SEI) would
 * be wrong once frames are inserted.
 */
const unneeded: ReadonlySet<number> = new Set([
  nalType.sei,
  nalType.delimiter,
  nalType.endOfSequence,
  nalType.endOfStream,
  nalType.filler,
]);

/**
 * The pictures of one chunk's H.264 byte stream. Its parameter sets are added to those of the whole video.
 *
 * @throws {EncodeError} if the stream is damaged, begins with another than an IDR picture, or is not supported.
 */
export async function* readPictures(
  stream: AsyncIterable<Uint8Array>,
  sets: ParameterSets,
): AsyncGenerator<Picture, void> {
  let parameterSets: Buffer[] = [];
  let slices: Slice[] = [];
  let last: SliceHeader | null = null;
  for await (const nal of nalUnits(stream)) {
    const type = typeOfNal(nal);
    if (unneeded.has(type)) continue;
    const header: SliceHeader | null = isParameterSet(type) ? null : readSlice(nal, sets);
    if (slices.length > 0 && (header === null || header.firstMacroblock === 0)) {
      yield { parameterSets, slices };
      [parameterSets, slices] = [[], []];
    }
    if (header === null) {
      sets.add(nal);
      parameterSets.push(nal);
    } else {
      checkOrder(last, header, 2 ** sets.current.frameNumBits);
      slices.push({ nal, header });
      last = header;
    }
  }
  if (slices.length > 0) yield { parameterSets, slices };
}

function isParameterSet(type: number): boolean {
  return type === nalType.sps || type === nalType.pps;
}

function readSlice(nal: Buffer, sets: ParameterSets): SliceHeader {
  const type = typeOfNal(nal);
  if (type !== nalType.slice && type !== nalType.idrSlice) {
    throw new EncodeError(
      `The H.264 stream has a NAL unit of type ${type}, which is damage or not supported.`,
    );
  }
  return readSliceHeader(nal, sets.current);
}

function checkOrder(last: SliceHeader | null, next: SliceHeader, frameNums: number): void {
  const [was, is] = [last?.frameNum.value, next.frameNum.value];
  if (next.firstMacroblock > 0) {
    if (
      !last ||
      last.firstMacroblock >= next.firstMacroblock ||
      was !== is ||
      !last.idrPicId !== !next.idrPicId
    ) {
      throw new EncodeError("The H.264 stream lacks the first slice of a picture.");
    }
    return;
  }
  if (next.idrPicId ? is !== 0 : was === undefined || is !== (was + 1) % frameNums) {
    throw new EncodeError("The H.264 stream lacks a picture that another one needs.");
  }
}
