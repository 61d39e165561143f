import { EncodeError } from "../../errors.ts";
import { BitReader } from "./bit-reader.ts";
import { nalType, readPayload, typeOfNal } from "./nal-units.ts";

/** What the slices of a stream have in common: the fields of its SPS and PPS that slice headers depend on. */
export interface StreamParameters {
  readonly ppsId: number;
  readonly macroblocks: number;
  /** `frame_num` is this many bits wide, and begins again from 0 after its highest value. */
  readonly frameNumBits: number;
  readonly hasChroma: boolean;
  /** CABAC, not CAVLC. */
  readonly arithmeticCoding: boolean;
  readonly weightedPrediction: boolean;
  /** Whether slice headers say how to deblock. */
  readonly deblockingControl: boolean;
  /** Whether P slices have one reference picture unless they say otherwise. */
  readonly oneReferenceByDefault: boolean;
  /** The quantiser that slice headers count from. */
  readonly initialQp: number;
}

/** Baseline, Main, High, High 10, High 4:2:2 and High 4:4:4 Predictive: H.264 annex A.2. */
const knownProfiles = new Set([66, 77, 100, 110, 122, 244]);
/** From here on the SPS tells chroma format and bit depth. */
const FIRST_HIGH_PROFILE = 100;

/** The parameter sets of a stream made of chunks, which must be the same for all of it. */
export class ParameterSets {
  readonly #nals = new Map<number, Buffer>();
  #parameters: StreamParameters | undefined;

  /**
   * Takes the next SPS or PPS.
   *
   * @throws {EncodeError} if an earlier one differs: then the chunks come from encoders with different settings.
   */
  add(nal: Buffer): void {
    const type = typeOfNal(nal);
    const known = this.#nals.get(type);
    if (known && !known.equals(nal)) {
      const name = type === nalType.sps ? "SPS" : "PPS";
      throw new EncodeError(
        `The H.264 stream's ${name} differs from an earlier one: encode all chunks with the same settings.`,
      );
    }
    this.#nals.set(type, nal);
  }

  /**
   * The parameters for slices.
   *
   * @throws {EncodeError} if an SPS or PPS is missing or damaged, or has a feature that is not supported.
   */
  get current(): StreamParameters {
    const [sps, pps] = [this.#nals.get(nalType.sps), this.#nals.get(nalType.pps)];
    if (!sps || !pps) throw new EncodeError("The H.264 stream has a picture before its SPS and PPS.");
    this.#parameters ??= { ...readSps(readPayload(sps)), ...readPps(readPayload(pps)) };
    return this.#parameters;
  }
}

type SpsParameters = Pick<StreamParameters, "macroblocks" | "frameNumBits" | "hasChroma">;

/** H.264 clause 7.3.2.1.1. */
function readSps(payload: Buffer): SpsParameters {
  const reader = new BitReader(payload);
  const profile = reader.bits(8);
  demand(knownProfiles.has(profile), `profile ${profile}`);
  // The constraint flags, the level, and the SPS's own number.
  reader.bits(16);
  reader.unsigned();
  const chromaFormat = profile >= FIRST_HIGH_PROFILE ? readHighProfileFields(reader) : 1;
  const frameNumBits = reader.unsigned() + 4;
  // Only this type takes the order of display from the order of decoding, with nothing to renumber but `frame_num`.
  const orderType = reader.unsigned();
  demand(orderType === 2, `picture order count type ${orderType} (encode with -bf 0)`);
  const references = reader.unsigned();
  demand(references === 1, `${references} reference frames (encode with -refs 1)`);
  demand(!reader.flag(), "gaps in frame_num");
  const macroblocks = (reader.unsigned() + 1) * (reader.unsigned() + 1);
  demand(reader.flag(), "interlaced video");
  return { macroblocks, frameNumBits, hasChroma: chromaFormat !== 0 };
}

function readHighProfileFields(reader: BitReader): number {
  const chromaFormat = reader.unsigned();
  demand(chromaFormat !== 3 || !reader.flag(), "separate colour planes");
  // The bit depths of luma and chroma, and whether quantiser 0 is lossless.
  reader.unsigned();
  reader.unsigned();
  reader.flag();
  demand(!reader.flag(), "quantiser matrices");
  return chromaFormat;
}

/** H.264 clause 7.3.2.2. */
function readPps(payload: Buffer): Omit<StreamParameters, keyof SpsParameters> {
  const reader = new BitReader(payload);
  const ppsId = reader.unsigned();
  // The SPS's number: there is only one.
  reader.unsigned();
  const arithmeticCoding = reader.flag();
  // About fields, which there are none of.
  reader.flag();
  demand(reader.unsigned() === 0, "slice groups");
  const oneReferenceByDefault = reader.unsigned() === 0;
  // The same for B slices.
  reader.unsigned();
  const weightedPrediction = reader.flag();
  // Weights in B slices.
  reader.bits(2);
  const initialQp = reader.signed() + 26;
  // The quantiser for switching pictures, and the offset of chroma's.
  reader.signed();
  reader.signed();
  const deblockingControl = reader.flag();
  // About macroblocks in I slices.
  reader.flag();
  demand(!reader.flag(), "redundant pictures");
  return {
    ppsId,
    arithmeticCoding,
    weightedPrediction,
    deblockingControl,
    oneReferenceByDefault,
    initialQp,
  };
}

function demand(supported: boolean, feature: string): void {
  if (!supported)
    throw new EncodeError(`Still frames cannot be inserted into an H.264 stream with ${feature}.`);
}
