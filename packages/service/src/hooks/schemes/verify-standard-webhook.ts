import { isUtf8 } from "node:buffer";
import { Webhook } from "standardwebhooks";
import { HookRefusedError } from "../../errors.ts";
import { isOneOf } from "../../same-secret.ts";
import { readSignedAt, type HookRequest, type VerifiedHook } from "../hook-request.ts";

/**
 * Standard Webhooks: `webhook-id`, `webhook-timestamp`, and in `webhook-signature` one or more signatures over both and the body.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * @throws {HookRefusedError} if it is not signed so.
 */
export function verifyStandardWebhook({ headers, body, secrets, now }: HookRequest): VerifiedHook {
  const id = headers.require("webhook-id");
  const signedAt = new Date(readSignedAt(headers.require("webhook-timestamp"), now) * 1000);
  const given = headers.require("webhook-signature").split(" ");
  // The library signs the text of a body, in which all that is no UTF-8 looks the same.
  if (!isUtf8(body)) throw new HookRefusedError();
  const text = Buffer.from(body);
  // Its own `verify` asks the machine's clock.
  const expected = secrets.map((secret) => new Webhook(secret).sign(id, signedAt, text));
  if (!given.map((signature) => isOneOf(signature, expected)).includes(true)) throw new HookRefusedError();
  return { deliveryId: id };
}
