import { HookRefusedError } from "../../errors.ts";
import { isOneOf } from "../../same-secret.ts";
import type { HookRequest, VerifiedHook } from "../hook-request.ts";
import { bodySignatures, idOfBody } from "./body-signatures.ts";

/**
 * Shopify: base64 HMAC-SHA256 of the body in `X-Shopify-Hmac-SHA256`. Neither `X-Shopify-Webhook-Id` nor `X-Shopify-Triggered-At` is
 * signed, and the latter stays what it was when a delivery is tried again for hours.
 * https://shopify.dev/docs/apps/build/webhooks/verify-deliveries
 *
 * @throws {HookRefusedError} if it is not signed so.
 */
export function verifyShopifyHook({ headers, body, secrets }: HookRequest): VerifiedHook {
  const given = headers.require("x-shopify-hmac-sha256");
  if (!isOneOf(given, bodySignatures(secrets, body, "base64"))) throw new HookRefusedError();
  return { deliveryId: idOfBody(body) };
}
