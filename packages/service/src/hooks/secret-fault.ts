import type { HookScheme } from "./verify-hook.ts";

/** Fewer characters can be guessed. */
const SHORTEST = 16;
/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const FEWEST_BYTES = 24;

/** Why a text cannot be a secret of a scheme, as in “is shorter than 16 characters”; `null` if it can. It does not hold the secret. */
export function secretFault(kind: HookScheme["kind"], secret: string): string | null {
  if (kind !== "standard-webhooks") {
    return secret.length < SHORTEST ? `is shorter than ${SHORTEST} characters` : null;
  }
  const base64 = secret.replace(/^whsec_/, "");
  const bytes = Buffer.from(base64, "base64");
  // Node leaves out what is no base64.
  if (bytes.toString("base64") !== base64) return "is not whsec_ and base64";
  return bytes.length < FEWEST_BYTES ? `has fewer than ${FEWEST_BYTES} bytes` : null;
}
