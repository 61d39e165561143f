import { createHash } from "node:crypto";
import { z } from "zod";
import { HeyGenError } from "../errors.ts";
import { verifyWebhook, type WebhookDelivery, type WebhookRules } from "./verify-webhook.ts";

const payload = z.object({
  event_type: z.string().min(1).max(200),
  event_data: z.record(z.string(), z.unknown()),
  event_id: z.string().min(1).max(300).nullish(),
});

/** An event of HeyGen's. What it says is a hint: read the state again before acting on it. */
export interface WebhookEvent {
  /**
   * The same for each delivery of one event. It is from the body: a header is not signed, and who sends a delivery
   * again could write another into it.
   */
  readonly id: string;
  /** One of `eventTypes`, or a newer one. */
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/**
 * Checks a delivery's signature and returns its event.
 *
 * @throws {HeyGenError} `invalid-webhook` if it is not HeyGen's, too old, too large, or no event. Answer 400.
 */
export function parseWebhook(delivery: WebhookDelivery, rules: WebhookRules): WebhookEvent {
  verifyWebhook(delivery, rules);
  return readEvent(delivery);
}

/** The event of a delivery that carries no signature, as those to a request's own `callback_url`: trust it with nothing. */
export function readEvent(delivery: WebhookDelivery): WebhookEvent {
  const parsed = payload.safeParse(jsonOf(delivery.body));
  if (!parsed.success) throw new HeyGenError("invalid-webhook", "The body is not an event of HeyGen's.");
  const { event_type: type, event_data: data, event_id: inBody } = parsed.data;
  return { id: inBody ?? derivedId(type, data), type, data };
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString("utf8"));
  } catch (error) {
    throw new HeyGenError("invalid-webhook", "The body is not JSON.", { cause: error });
  }
}

/** What differs only after that many must still differ. */
const mostLetters = 300;

/** Some deliveries have no id; what they are about tells them apart. */
function derivedId(type: string, data: Readonly<Record<string, unknown>>): string {
  const names = ["video_id", "video_translate_id", "session_id", "batch_id", "id", "callback_id"];
  const about = names.map((name) => data[name]).find((value) => typeof value === "string");
  const id = `${type}:${about ?? JSON.stringify(data)}`;
  return id.length > mostLetters ? createHash("sha256").update(id).digest("hex") : id;
}
