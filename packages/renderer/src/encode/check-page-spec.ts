import type { PageSpec } from "../capture/frame-source.ts";
import { OptionError } from "../errors.ts";
import { formatFrameRate } from "../timeline/frame-rate.ts";
import { LEAST_AV1_SIZE } from "./av1-arguments.ts";
import type { Format } from "./format.ts";

/** Browsers show a picture of less than two hundredths of a second for ten: https://bugs.webkit.org/show_bug.cgi?id=36082 */
const FASTEST_GIF = 50;

/**
 * Makes sure that a format can hold what is filmed.
 *
 * @throws {OptionError} if the rate is too high, or the picture too small.
 */
export function checkPageSpec(format: Format, { rate, width, height, scale }: PageSpec): void {
  if (format.name === "gif" && rate.numerator > FASTEST_GIF * rate.denominator) {
    throw new OptionError("fps", `at most ${FASTEST_GIF} for gif, such as 30 or 25`, formatFrameRate(rate));
  }
  if (format.encoders.includes("libsvtav1") && Math.min(width, height) * scale < LEAST_AV1_SIZE) {
    throw new OptionError("codec", `another for pictures below ${LEAST_AV1_SIZE}×${LEAST_AV1_SIZE}`, "av1");
  }
}
