import { digestOf, type Digest } from "@hyperframes-engine/store";
import { interruptible } from "../cancellation/interruptible.ts";
import { together } from "../cancellation/together.ts";
import { findFfmpeg } from "../ffmpeg/find-ffmpeg.ts";
import { canonicalText } from "../manifest/canonical-text.ts";
import { resolveOptions } from "../options.ts";
import type { PageOptions } from "../render-options.ts";
import { version } from "../version.ts";
import { probeBrowser } from "./probe-browser.ts";
import { probeEncoding } from "./probe-encoding.ts";

/** What a fingerprint is taken with: that of the renders that it is to speak for. */
export type FingerprintOptions = Pick<
  PageOptions,
  "browser" | "ffmpeg" | "anyProcessor" | "environment" | "browsers" | "signal"
>;

/** Everything of a machine that the bytes of a render depend on. Digests are SHA-256 in hexadecimal. */
export interface FingerprintParts {
  /** Of this package. */
  readonly version: string;
  /** The browser's version, and the digest of its executable file. */
  readonly browser: { readonly version: string; readonly digest: Digest };
  /** ffmpeg's version, and the digest of what it was configured with. */
  readonly ffmpeg: { readonly version: string; readonly configuration: Digest };
  /** Of the processor, as Node names it: `x64`, `arm64`. */
  readonly architecture: string;
  /** Whether the browser left out code for this very processor. */
  readonly anyProcessor: boolean;
  /** What was made here: the pixels of two frames of a rich page, and the H.264 stream of fixed pixels. */
  readonly probe: { readonly picture: Digest; readonly encoding: Digest };
}

/** A machine's fingerprint. Plain JSON. */
export interface Fingerprint {
  /** Follows from the parts: sixteen hexadecimal digits. */
  readonly name: string;
  readonly parts: FingerprintParts;
}

const NAME_DIGITS = 16;

/**
 * Tells what the bytes of renders on this machine depend on, and tries it: chunks of one render go together if they were made on machines
 * whose fingerprints have one name. Takes as long as a render of two frames.
 *
 * @throws {ToolMissingError} if there is no browser or no ffmpeg.
 * @throws {RenderError} if one of them does not work.
 */
export async function fingerprint(given: FingerprintOptions = {}): Promise<Fingerprint> {
  return interruptible(given, async () => {
    const { signal: ending, ...options } = resolveOptions(given);
    const [ffmpeg, encoding, browser] = await together(ending, (signal) => [
      findFfmpeg(options.ffmpeg),
      probeEncoding({ ...options, signal }),
      probeBrowser({ ...options, signal }),
    ]);
    const parts = {
      version,
      browser: { version: browser.version, digest: browser.digest },
      ffmpeg: { version: ffmpeg.version, configuration: digestOf(ffmpeg.configuration) },
      architecture: process.arch,
      anyProcessor: options.anyProcessor,
      probe: { picture: browser.picture, encoding },
    };
    return { name: digestOf(canonicalText(parts)).slice(0, NAME_DIGITS), parts };
  });
}
