import { createHash } from "node:crypto";

/** The algorithms of https://www.w3.org/TR/sri/#the-integrity-attribute, the strongest first. */
const algorithms = ["sha512", "sha384", "sha256"] as const;

/** Whether a browser takes bytes for what an `integrity` attribute asks for: one of its strongest hashes must be theirs. */
export function hasIntegrity(bytes: Uint8Array, integrity: string): boolean {
  const wanted = integrity.split(/\s+/).map((item) => item.replace(/\?.*$/, ""));
  const algorithm = algorithms.find((name) => wanted.some((item) => item.startsWith(`${name}-`)));
  if (!algorithm) return true;
  return wanted.includes(`${algorithm}-${createHash(algorithm).update(bytes).digest("base64")}`);
}
