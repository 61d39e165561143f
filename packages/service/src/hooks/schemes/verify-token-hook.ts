import { HookRefusedError } from "../../errors.ts";
import { isOneOf } from "../../same-secret.ts";
import type { HookRequest, VerifiedHook } from "../hook-request.ts";

/** Where a sender that signs nothing puts its token, and an id of what it sends. */
export interface TokenHeaders {
  /** In `authorization`, `Bearer` stands before it. */
  readonly token: string;
  /** `null` if it sends none. Whoever has the token may be believed in this. */
  readonly deliveryId: string | null;
}

/**
 * A token in a header: it says who sends, and nothing of what is sent.
 *
 * @throws {HookRefusedError} if it is not one of the secrets.
 */
export function verifyTokenHook({ headers, secrets }: HookRequest, names: TokenHeaders): VerifiedHook {
  const value = headers.require(names.token);
  const isBearer = names.token.toLowerCase() === "authorization";
  const given = isBearer ? (/^bearer +(\S+)$/i.exec(value)?.[1] ?? "") : value;
  if (!isOneOf(given, secrets)) throw new HookRefusedError();
  return { deliveryId: names.deliveryId === null ? null : headers.find(names.deliveryId) };
}
