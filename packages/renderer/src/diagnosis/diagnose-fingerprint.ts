import { RenderError } from "../errors.ts";
import { fingerprint, type FingerprintOptions } from "../fingerprint/fingerprint.ts";
import type { Diagnosis } from "./diagnosis.ts";

/** What it is taken of. */
const needed = ["ffmpeg", "browser", "sandbox", "fonts"] as const;

/** Takes the machine's fingerprint, if all is there that it needs. */
export async function diagnoseFingerprint(
  options: FingerprintOptions,
  found: readonly Diagnosis[],
): Promise<Diagnosis> {
  const name = "fingerprint";
  const missing = needed.filter((part) => found.some((one) => one.name === part && !one.ok));
  if (missing.length > 0)
    return { name, ok: false, detail: `none without what is missing: ${missing.join(", ")}` };
  try {
    const { name: detail, parts } = await fingerprint(options);
    return { name, ok: true, detail, parts };
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    return { name, ok: false, detail: error.message };
  }
}
