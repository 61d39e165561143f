import { createHmac, timingSafeEqual } from "node:crypto";
import { HeyGenError } from "../errors.ts";

/** A request as it came: the signature is over the very bytes. */
export interface WebhookDelivery {
  /** Names in any case. */
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Uint8Array;
}

/** What a delivery is checked against. */
export interface WebhookRules {
  /** The endpoint's secret, whole, with its `whsec_`. Two while it is being renewed. */
  readonly secrets: readonly string[];
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** How old or early a delivery with a time may be. @default 300 */
  readonly toleranceSeconds?: number;
  /**
   * Refuse what bears no time, also where its form has none: what is sent with `Signature` alone.
   * @default false
   */
  readonly requireTime?: boolean;
  /** @default 1 MiB */
  readonly maxBytes?: number;
}

/**
 * Checks that a delivery was signed with one of the secrets: hex HMAC-SHA256 of the body, in `Heygen-Signature`
 * with `Heygen-Timestamp` (as documented, and neither may be missing or there twice) or in `Signature` alone (as
 * observed).
 *
 * @throws {HeyGenError} `invalid-webhook` if not.
 */
export function verifyWebhook(delivery: WebhookDelivery, rules: WebhookRules): void {
  const most = rules.maxBytes ?? 2 ** 20;
  if (delivery.body.byteLength > most) throw refuse(`The body is larger than ${most} bytes.`);
  const documented = onlyOne(delivery, "heygen-signature");
  const given = documented ?? onlyOne(delivery, "signature");
  if (given === undefined) throw refuse("There is no signature.");
  const hex = given.trim().replace(/^sha256=/i, "");
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw refuse("The signature is not 64 hexadecimal digits.");
  const secrets = rules.secrets.filter((secret) => secret !== "");
  if (secrets.length === 0) throw refuse("There is no secret to check the signature with.");
  const signature = Buffer.from(hex, "hex");
  // All are compared, so that the time taken tells nothing.
  const matches = secrets.map((secret) => timingSafeEqual(sign(delivery.body, secret), signature));
  if (!matches.includes(true)) throw refuse("The signature does not match.");
  const stamp = onlyOne(delivery, "heygen-timestamp");
  if (stamp !== undefined) checkTime(stamp, rules);
  else if (documented !== undefined || rules.requireTime) throw refuse("There is no time stamp.");
}

/** The signature that HeyGen sends for a body: 64 hexadecimal digits. */
export function signWebhook(body: Uint8Array, secret: string): string {
  return sign(body, secret).toString("hex");
}

/** A header's value by its name in lower case; undefined if it is absent, empty, or there twice. */
export function headerOf(headers: WebhookDelivery["headers"], name: string): string | undefined {
  const values = valuesOf(headers, name);
  return values.length === 1 ? values[0] || undefined : undefined;
}

function sign(body: Uint8Array, secret: string): Buffer {
  return createHmac("sha256", secret).update(body).digest();
}

/** A header's value; undefined if it is absent. What is there twice says nothing certain, so it is refused. */
function onlyOne(delivery: WebhookDelivery, name: string): string | undefined {
  const values = valuesOf(delivery.headers, name);
  if (values.length > 1) throw refuse(`The header ${name} is there twice.`);
  return values[0] || undefined;
}

function valuesOf(headers: WebhookDelivery["headers"], name: string): string[] {
  return Object.entries(headers)
    .filter(([key]) => key.toLowerCase() === name)
    .flatMap(([, value]) => value ?? []);
}

function checkTime(stamp: string, { now, toleranceSeconds = 300 }: WebhookRules): void {
  if (!/^\d{1,12}$/.test(stamp)) throw refuse("The time stamp is not in seconds.");
  const age = now() / 1000 - Number(stamp);
  if (Math.abs(age) > toleranceSeconds) throw refuse(`The delivery is ${Math.round(age)} s old.`);
}

function refuse(message: string): HeyGenError {
  return new HeyGenError("invalid-webhook", message);
}
