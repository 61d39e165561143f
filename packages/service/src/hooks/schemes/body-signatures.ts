import { createHash, createHmac } from "node:crypto";

/** HMAC-SHA256 of some bytes with each of the secrets. */
export function bodySignatures(
  secrets: readonly string[],
  bytes: Uint8Array,
  encoding: "hex" | "base64",
): readonly string[] {
  return secrets.map((secret) => createHmac("sha256", secret).update(bytes).digest(encoding));
}

/**
 * What tells deliveries apart where only the body is signed. A sender's own id in a header is not to be trusted with it: who has seen
 * one delivery could send it again under any id.
 */
export function idOfBody(body: Uint8Array): string {
  return `sha256:${createHash("sha256").update(body).digest("hex")}`;
}
