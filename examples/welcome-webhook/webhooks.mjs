// Standard Webhooks, in both directions: https://www.standardwebhooks.com
// A program of your own had better use the library of that name; this is what it does.
import { createHmac, timingSafeEqual } from "node:crypto";

const toleranceSeconds = 300;

/** The headers that a body is sent with. */
export function sign({ id, body, secret, seconds }) {
  return {
    "content-type": "application/json",
    "webhook-id": id,
    "webhook-timestamp": String(seconds),
    "webhook-signature": signature({ id, body, secret, seconds }),
  };
}

/** Whether a body was sent by whoever has the secret, and of late. */
export function isSigned({ headers, body, secret, seconds }) {
  const { "webhook-id": id, "webhook-timestamp": sentAt, "webhook-signature": given = "" } = headers;
  if (!(Math.abs(seconds - Number(sentAt)) <= toleranceSeconds)) return false;
  const expected = Buffer.from(signature({ id, body, secret, seconds: sentAt }));
  // There may be several, while a secret is being renewed.
  return given.split(" ").some((one) => {
    const bytes = Buffer.from(one);
    return bytes.length === expected.length && timingSafeEqual(bytes, expected);
  });
}

function signature({ id, body, secret, seconds }) {
  const key = Buffer.from(secret.replace("whsec_", ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${seconds}.`).update(body).digest("base64")}`;
}
