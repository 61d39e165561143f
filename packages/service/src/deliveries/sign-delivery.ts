import { randomBytes } from "node:crypto";
import { Webhook } from "standardwebhooks";

/** What is sent, and when. */
interface UnsignedDelivery {
  /** The same each time that it is tried, so that its receiver can tell it from another. */
  readonly id: string;
  /** UTF-8, as it will be sent: to the byte. */
  readonly body: string;
  /** Milliseconds since 1970, of this try. */
  readonly now: number;
}

const SECRET_BYTES = 32;

/** A new secret of an endpoint, as Standard Webhooks write them: `whsec_…`. */
export function newSecret(): string {
  return `whsec_${randomBytes(SECRET_BYTES).toString("base64")}`;
}

/**
 * The headers of Standard Webhooks. With several secrets, as while one is being renewed, there is a signature with each.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 *
 * @param secrets one at least.
 */
export function signDelivery(
  { id, body, now }: UnsignedDelivery,
  secrets: readonly string[],
): Readonly<Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string>> {
  const sentAt = new Date(now);
  return {
    "webhook-id": id,
    "webhook-timestamp": String(Math.floor(now / 1000)),
    "webhook-signature": secrets.map((secret) => new Webhook(secret).sign(id, sentAt, body)).join(" "),
  };
}
