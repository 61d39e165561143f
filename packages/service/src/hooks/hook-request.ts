import { HookRefusedError } from "../errors.ts";
import type { HookHeaders } from "./hook-headers.ts";

/** A webhook as it came: signatures are over the very bytes. */
export interface HookRequest {
  readonly headers: HookHeaders;
  readonly body: Uint8Array;
  /** Those that are valid; several while one is being renewed. */
  readonly secrets: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: number;
}

/** What is known of a webhook whose sender is known. */
export interface VerifiedHook {
  /**
   * The same each time the sender sends the same thing again, and not to be chosen by anybody else; `null` if nothing tells two
   * deliveries apart.
   */
  readonly deliveryId: string | null;
}

/**
 * Checks a request in one way of signing.
 *
 * @throws {HookRefusedError} if it is not signed so.
 */
export type VerifyScheme = (request: HookRequest) => VerifiedHook;

/** How old or early a signature with a time may be: https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const TOLERANCE_SECONDS = 300;

/**
 * Reads when a request was signed.
 *
 * @throws {HookRefusedError} if that is no time in seconds, or too long ago or too early.
 */
export function readSignedAt(stamp: string, now: number): number {
  const seconds = /^\d{1,12}$/.test(stamp) ? Number(stamp) : NaN;
  if (!(Math.abs(now / 1000 - seconds) <= TOLERANCE_SECONDS)) throw new HookRefusedError();
  return seconds;
}
