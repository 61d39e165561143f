import { HookRefusedError } from "../../errors.ts";
import { isOneOf } from "../../same-secret.ts";
import { readSignedAt, type HookRequest, type VerifiedHook } from "../hook-request.ts";
import { bodySignatures, idOfBody } from "./body-signatures.ts";

/**
 * Stripe: `Stripe-Signature: t=<seconds>,v1=<hex>[,v1=<hex>]` over the time and the body. The event's id is in the body.
 * https://docs.stripe.com/webhooks/signature
 *
 * @throws {HookRefusedError} if it is not signed so.
 */
export function verifyStripeHook({ headers, body, secrets, now }: HookRequest): VerifiedHook {
  const parts = headers
    .require("stripe-signature")
    .split(",")
    .map((part) => part.trim().split("="));
  const valuesOf = (name: string): string[] =>
    parts.flatMap(([key, value = ""]) => (key === name ? value : []));
  const [stamp = "", ...moreStamps] = valuesOf("t");
  if (moreStamps.length > 0) throw new HookRefusedError();
  readSignedAt(stamp, now);
  const signed = Buffer.concat([Buffer.from(`${stamp}.`), body]);
  const expected = bodySignatures(secrets, signed, "hex");
  if (
    !valuesOf("v1")
      .map((given) => isOneOf(given.toLowerCase(), expected))
      .includes(true)
  )
    throw new HookRefusedError();
  return { deliveryId: eventId(body) ?? idOfBody(body) };
}

function eventId(body: Uint8Array): string | null {
  try {
    const event: unknown = JSON.parse(Buffer.from(body).toString("utf8"));
    if (typeof event !== "object" || event === null || !("id" in event)) return null;
    return typeof event.id === "string" && /^[\w-]{1,255}$/.test(event.id) ? event.id : null;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
}
