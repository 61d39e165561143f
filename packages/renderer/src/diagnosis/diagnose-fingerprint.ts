import { fingerprint, type FingerprintOptions } from "../fingerprint/fingerprint.ts";
import { checkOne, type Diagnosis } from "./diagnosis.ts";

const NAME = "fingerprint";
/** What it is taken of. */
const needed = ["ffmpeg", "browser", "sandbox", "fonts"] as const;

/** Takes the machine's fingerprint. */
export function diagnoseFingerprint(options: FingerprintOptions): Promise<Diagnosis> {
  return checkOne(NAME, async () => {
    const { name, parts } = await fingerprint(options);
    return { detail: name, parts };
  });
}

/** Why there can be none; `null` if all is there that it needs. */
export function fingerprintLack(found: readonly Diagnosis[]): Diagnosis | null {
  const missing = needed.filter((part) => found.some((one) => one.name === part && !one.ok));
  if (missing.length === 0) return null;
  return { name: NAME, ok: false, detail: `none without what is missing: ${missing.join(", ")}` };
}
