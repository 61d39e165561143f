import { BitWriter } from "./bit-writer.ts";
import { codeSkippedMacroblocks, SKIP_CABAC_INIT_IDC, SKIP_QP } from "./cabac-skip.ts";
import { makeNal, nalType } from "./nal-units.ts";
import type { StreamParameters } from "./parameter-sets.ts";

/** `nal_ref_idc`, any but 0: the picture is the reference of the next one. */
const REFERENCE = 2;
/** `slice_type`: all slices of the picture are P slices. */
const ALL_P_SLICES = 5;
/** `disable_deblocking_filter_idc`. */
const NO_DEBLOCKING = 1;

/**
 * The NAL unit of a picture that is an exact copy of the one before it: one P slice in which all macroblocks are
 * skipped. Their motion is predicted from their neighbours, so it is none: H.264 clause 8.4.1.1.
 */
export function skipPicture(parameters: StreamParameters, frameNum: number): Buffer {
  const header = skipHeader(parameters, frameNum);
  const payload = parameters.arithmeticCoding
    ? header.alignWithOnes().followedBy(codeSkippedMacroblocks(parameters.macroblocks), 0)
    : // `mb_skip_run`, and the stop bit: H.264 clause 7.3.4.
      header.unsigned(parameters.macroblocks).flag(true).toBuffer();
  return makeNal((REFERENCE << 5) | nalType.slice, payload);
}

/** H.264 clause 7.3.3. */
function skipHeader(parameters: StreamParameters, frameNum: number): BitWriter {
  const header = new BitWriter().unsigned(0).unsigned(ALL_P_SLICES).unsigned(parameters.ppsId);
  header.bits(frameNum, parameters.frameNumBits);
  if (parameters.oneReferenceByDefault) header.flag(false);
  else header.flag(true).unsigned(0);
  // The reference pictures are in their usual order.
  header.flag(false);
  if (parameters.weightedPrediction) writeNoWeights(header, parameters);
  // The only other reference picture makes room for this one.
  header.flag(false);
  if (parameters.arithmeticCoding) header.unsigned(SKIP_CABAC_INIT_IDC);
  header.signed(SKIP_QP - parameters.initialQp);
  // Where the header cannot say so, nothing is filtered either: all macroblocks move alike, and have no residual.
  if (parameters.deblockingControl) header.unsigned(NO_DEBLOCKING);
  return header;
}

/** Denominators of 1, and no other weights for luma and chroma than the default: H.264 clause 7.3.3.2. */
function writeNoWeights(header: BitWriter, { hasChroma }: StreamParameters): void {
  header.unsigned(0);
  if (hasChroma) header.unsigned(0);
  header.flag(false);
  if (hasChroma) header.flag(false);
}
