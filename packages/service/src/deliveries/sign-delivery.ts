import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";

/** What is sent, and when. */
interface UnsignedDelivery {
  /** The same each time that it is tried, so that its receiver can tell it from another. */
  readonly id: string;
  /** UTF-8, as it will be sent: to the byte. */
  readonly body: string;
  /** The endpoint's, one at least. With several, as while one is being renewed, there is a signature with each. */
  readonly secrets: readonly string[];
  /** Milliseconds since 1970, of this try. */
  readonly now: number;
}

const SECRET_BYTES = 32;

/** A new secret of an endpoint, as Standard Webhooks write them: `whsec_…`. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
}

/**
 * The headers of Standard Webhooks.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function signDelivery({ id, body, secrets, now }: UnsignedDelivery): Readonly<Record<string, string>> {
  const sentAt = new Date(now);
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now / 1000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(" "),
  };
}
