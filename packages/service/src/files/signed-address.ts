import { createHmac } from "node:crypto";
import { isOneOf } from "../same-secret.ts";

/** A path that may be read by whoever has it, until it expires. */
interface AddressToSign {
  /** As it stands in addresses: `/files/rnd_1/video`. */
  readonly path: string;
  /** Seconds since 1970. */
  readonly expires: number;
  readonly secret: string;
}

/** An address as it was asked for. */
interface SignedAddress {
  readonly path: string;
  readonly expires: string;
  readonly signature: string;
}

/** What an address is checked against. */
interface AddressRules {
  /** All that count: the one that signs now, and those before it whose addresses have not all expired. */
  readonly secrets: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** Adds to a path until when it counts, and a signature over both: HMAC-SHA256. */
export function signAddress({ path, expires, secret }: AddressToSign): string {
  const query = new URLSearchParams({
    expires: String(expires),
    signature: sign(path, String(expires), secret),
  });
  return `${path}?${query.toString()}`;
}

/**
 * Why an address does not count; `null` if it does. That it has expired is said only of one that was right.
 */
export function checkAddress(
  { path, expires, signature }: SignedAddress,
  { secrets, now }: AddressRules,
): "expired" | "not-right" | null {
  const expected = secrets.filter((secret) => secret !== "").map((secret) => sign(path, expires, secret));
  if (!/^\d{1,12}$/.test(expires) || !isOneOf(signature, expected)) return "not-right";
  return Number(expires) * 1000 <= now ? "expired" : null;
}

/** Its own words go before, so that nothing else that is signed with the same secret can be taken for an address. */
function sign(path: string, expires: string, secret: string): string {
  return createHmac("sha256", secret).update(`file-address\n${expires}\n${path}`).digest("base64url");
}
