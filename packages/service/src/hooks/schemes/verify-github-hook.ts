import { HookRefusedError } from "../../errors.ts";
import { isOneOf } from "../../same-secret.ts";
import type { HookRequest, VerifiedHook } from "../hook-request.ts";
import { bodySignatures, idOfBody } from "./body-signatures.ts";

/**
 * GitHub: hex HMAC-SHA256 of the body in `X-Hub-Signature-256`. Neither a time nor `X-GitHub-Delivery` is signed.
 * https://docs.github.com/webhooks/using-webhooks/validating-webhook-deliveries
 *
 * @throws {HookRefusedError} if it is not signed so.
 */
export function verifyGithubHook({ headers, body, secrets }: HookRequest): VerifiedHook {
  const given = headers.require("x-hub-signature-256").toLowerCase();
  const expected = bodySignatures(secrets, body, "hex").map((hex) => `sha256=${hex}`);
  if (!isOneOf(given, expected)) throw new HookRefusedError();
  return { deliveryId: idOfBody(body) };
}
