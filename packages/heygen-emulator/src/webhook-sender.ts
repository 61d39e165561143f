import { randomBytes } from "node:crypto";
import { signWebhook, type webhookEndpoint } from "@hyperframes-engine/heygen";
import type { z } from "zod";

/** A registered address with its secret. */
export type Subscription = z.infer<typeof webhookEndpoint> & { secret: string };

/** An event that happened. */
interface EmulatedEvent {
  readonly event_id: string;
  readonly event_type: string;
  readonly event_data: Readonly<Record<string, unknown>>;
  /** ISO 8601. */
  readonly created_at: string;
}

interface Delivery {
  readonly url: string;
  /** None for a request's own callback. */
  readonly secret: string | undefined;
  readonly event: EmulatedEvent;
  tries: number;
  /** Milliseconds since 1970, emulated. */
  due: number;
}

/** What a sender needs to know. */
interface SenderSettings {
  /** Milliseconds since 1970, emulated. */
  readonly time: () => number;
  /** Milliseconds since 1970, true: receivers compare it with theirs. */
  readonly now: () => number;
  readonly form: "observed" | "documented";
  readonly signal: AbortSignal;
}

/** HeyGen gives up after a day. */
const patienceMilliseconds = 24 * 3600 * 1000;

/** Sends events to who asked for them, signed, and again when they are not taken. */
export class WebhookSender {
  readonly subscriptions = new Map<string, Subscription>();
  readonly events: EmulatedEvent[] = [];
  /** How many deliveries were tried. */
  tries = 0;
  readonly #settings: SenderSettings;
  #waiting: Delivery[] = [];

  constructor(settings: SenderSettings) {
    this.#settings = settings;
  }

  /** A secret as HeyGen makes them. */
  newSecret(): string {
    return `whsec_${randomBytes(24).toString("hex")}`;
  }

  /** Something happened: everybody who asked hears of it, and the request's own callback. */
  emit(type: string, data: Readonly<Record<string, unknown>>, callback: string | null): void {
    const time = this.#settings.time();
    const event = {
      event_id: `evt_${this.events.length + 1}_${randomBytes(6).toString("hex")}`,
      event_type: type,
      event_data: data,
      created_at: new Date(time).toISOString(),
    };
    this.events.push(event);
    const subscribed = [...this.subscriptions.values()].filter(
      ({ events, status }) => status === "enabled" && (!events || events.includes(type)),
    );
    for (const { url, secret } of subscribed) this.#waiting.push({ url, secret, event, tries: 0, due: time });
    if (callback) this.#waiting.push({ url: callback, secret: undefined, event, tries: 0, due: time });
  }

  /** Sends what is due. */
  run(): void {
    const time = this.#settings.time();
    const due = this.#waiting.filter((delivery) => delivery.due <= time);
    this.#waiting = this.#waiting.filter((delivery) => delivery.due > time);
    for (const delivery of due) void this.#deliver(delivery);
  }

  async #deliver(delivery: Delivery): Promise<void> {
    this.tries += 1;
    delivery.tries += 1;
    if (await this.#post(delivery)) return;
    const { time, signal } = this.#settings;
    const waited = 1000 * 2 ** delivery.tries;
    if (waited > patienceMilliseconds || signal.aborted) return;
    delivery.due = time() + waited;
    this.#waiting.push(delivery);
  }

  async #post({ url, secret, event }: Delivery): Promise<boolean> {
    const { created_at: _, ...body } = event;
    const raw = Buffer.from(JSON.stringify(body));
    const signal = AbortSignal.any([this.#settings.signal, AbortSignal.timeout(10_000)]);
    const headers = { "content-type": "application/json", ...(secret && this.#signed(raw, secret, event)) };
    try {
      const response = await fetch(url, { method: "POST", headers, body: raw, redirect: "manual", signal });
      await response.body?.cancel();
      return response.ok;
    } catch {
      // Nobody there, or not in time: the next try tells.
      return false;
    }
  }

  #signed(raw: Uint8Array, secret: string, event: EmulatedEvent): Record<string, string> {
    const signature = signWebhook(raw, secret);
    if (this.#settings.form === "observed") return { Signature: signature };
    return {
      "Heygen-Signature": signature,
      "Heygen-Timestamp": `${Math.floor(this.#settings.now() / 1000)}`,
      "Heygen-Event-Id": event.event_id,
    };
  }
}
