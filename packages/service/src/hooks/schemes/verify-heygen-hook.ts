import { HeyGenError, parseWebhook } from "@hyperframes-engine/heygen";
import { HookRefusedError } from "../../errors.ts";
import type { HookRequest, VerifiedHook } from "../hook-request.ts";

/**
 * HeyGen's API v3: hex HMAC-SHA256 of the body in `Heygen-Signature`, with `Heygen-Timestamp`. The event's id is in the body.
 *
 * @throws {HookRefusedError} if it is not signed so, or bears no time.
 */
export function verifyHeygenHook({ headers, body, secrets, now }: HookRequest): VerifiedHook {
  try {
    const rules = { secrets, now: () => now, requireTime: true };
    const event = parseWebhook({ headers: headers.toRecord(), body }, rules);
    return { deliveryId: event.id };
  } catch (error) {
    if (!(error instanceof HeyGenError)) throw error;
    throw new HookRefusedError();
  }
}
