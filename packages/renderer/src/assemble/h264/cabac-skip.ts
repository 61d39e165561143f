import { BitWriter } from "./bit-writer.ts";

/** The quantiser of a slice of skipped macroblocks. It quantises nothing, but starts the arithmetic coder. */
export const SKIP_QP = 51;
/** The row of tables that starts the coder. Of the three, this one has skipped macroblocks most probable. */
export const SKIP_CABAC_INIT_IDC = 2;

/**
 * `rangeTabLPS` in H.264 table 9-44, from state 44, which `mb_skip_flag` starts in: m = 29 and n = 16 in table 9-13, put
 * into equation 9-5, with 1 as the more probable value. Each 1 leads to the next state, up to the last, 62.
 */
const lessProbableRange: ReadonlyArray<readonly [number, number, number, number]> = [
  [14, 18, 21, 24],
  [14, 17, 20, 23],
  [13, 16, 19, 22],
  [12, 15, 18, 21],
  [12, 14, 17, 20],
  [11, 14, 16, 19],
  [11, 13, 15, 18],
  [10, 12, 15, 17],
  [10, 12, 14, 16],
  [9, 11, 13, 15],
  [9, 11, 12, 14],
  [8, 10, 12, 14],
  [8, 9, 11, 13],
  [7, 9, 11, 12],
  [7, 9, 10, 12],
  [7, 8, 10, 11],
  [6, 8, 9, 11],
  [6, 7, 9, 10],
  [6, 7, 8, 9],
];
/** What the value 1 of `end_of_slice_flag` always takes: H.264 clause 9.3.4.5. */
const TERMINATE_RANGE = 2;

/**
 * The arithmetic code of a P slice in which all macroblocks are skipped, with its stop bit: for each macroblock an
 * `mb_skip_flag` of 1 and an `end_of_slice_flag`, coded after H.264 clause 9.3.4.2 with {@link SKIP_QP} and
 * {@link SKIP_CABAC_INIT_IDC}. Up to the last flag, each value is the more probable one: these leave the lower end of
 * the coder's interval at 0, and only narrow it. So the code is a number of zeros, and then that end.
 */
export function codeSkippedMacroblocks(count: number): Buffer {
  let range = 510;
  let zeros = 0;
  const narrow = (by: number): void => {
    range -= by;
    if (range >= 256) return;
    range *= 2;
    zeros += 1;
  };
  for (let index = 0; index < count; index += 1) {
    // Before every macroblock but the first, the one before did not end the slice.
    if (index > 0) narrow(TERMINATE_RANGE);
    narrow(lessProbable(index, range));
  }
  // The stop bit takes the place of the end's last bit: H.264 clause 9.3.4.5.
  return new BitWriter()
    .bits(0, zeros)
    .bits((range - TERMINATE_RANGE) | 1, 9)
    .toBuffer();
}

/** The part of the range that the less probable value of the `index`-th `mb_skip_flag` takes. */
function lessProbable(index: number, range: number): number {
  const row = lessProbableRange[Math.min(index, lessProbableRange.length - 1)];
  return row?.[(range >> 6) & 3] ?? 0;
}
