import { sql } from "kysely";
import { dateOf, type Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import { checkCallback } from "../deliveries/check-callback.ts";
import { nextAttempt } from "../deliveries/next-attempt.ts";
import { sendDelivery, type SentDelivery } from "../deliveries/send-delivery.ts";
import { signDelivery } from "../deliveries/sign-delivery.ts";
import { WakeUp } from "../wake-up.ts";
import type { DeliveryState } from "./delivery-state.ts";

/** What events are sent with. */
interface OutboxOptions {
  readonly database: Database;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  /** Signs what goes to addresses that a request has brought with it. */
  readonly secret: string;
  /** Whether addresses in private networks may be called. */
  readonly allowPrivate: boolean;
  /** How often it looks for something to send where nothing says that there is. */
  readonly pollMs: number;
  readonly onError: (error: unknown) => void;
}

interface DueDelivery {
  readonly id: string;
  readonly endpoint_id: string | null;
  readonly url: string;
  readonly payload: string;
  readonly attempts: number;
  readonly created_at: Date;
  readonly secrets: readonly string[] | null;
}

const MOST_AT_ONCE = 20;
const REST_MS = 1000;
/** Longer than one attempt takes: who dies meanwhile leaves it to others after that. */
const CLAIM_MS = 60_000;
const MOST_LOGGED = 50;

/** Sends events to who wants them, again and again for a day. */
export class Outbox {
  readonly #options: OutboxOptions;
  readonly #stop = new AbortController();
  readonly #wakeUp = new WakeUp();
  #running: Promise<void> = Promise.resolve();

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Signs what goes to addresses that a request has brought with it. */
  get secret(): string {
    return this.#options.secret;
  }

  start(): void {
    this.#running = this.#run();
  }

  /** There may be something to send. */
  wake(): void {
    this.#wakeUp.wake();
  }

  /** What is wrong with an address that wants to be called; `null` if nothing. */
  faultOf(url: string): string | null {
    return checkCallback(url, { allowPrivate: this.#options.allowPrivate });
  }

  /** Stops sending; what is on its way is waited for. */
  async stop(): Promise<void> {
    this.#stop.abort();
    this.wake();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        const due = await this.#claim();
        await Promise.all(due.map((delivery) => this.#send(delivery)));
        if (due.length === 0) await this.#wakeUp.sleep(this.#options.pollMs);
      } catch (error) {
        this.#options.onError(error);
        await this.#wakeUp.sleep(REST_MS);
      }
    }
  }

  /** What is due, which nobody else sends meanwhile. */
  async #claim(): Promise<readonly DueDelivery[]> {
    const { database, clock } = this.#options;
    const now = dateOf(clock);
    const { rows } = await sql<DueDelivery>`
      with due as (
        select id from deliveries where next_at <= ${now}::timestamptz
        order by next_at limit ${MOST_AT_ONCE}::int for update skip locked
      )
      update deliveries set next_at = ${new Date(now.getTime() + CLAIM_MS)}::timestamptz
      from due where deliveries.id = due.id
      returning deliveries.id, deliveries.endpoint_id, deliveries.url, deliveries.payload, deliveries.attempts,
        deliveries.created_at,
        (select secrets from endpoints where endpoints.id = deliveries.endpoint_id) as secrets
    `.execute(database.tables);
    return rows;
  }

  async #send(delivery: DueDelivery): Promise<void> {
    const { clock, secret, allowPrivate } = this.#options;
    const { id, payload: body, url } = delivery;
    const headers = signDelivery({ id, body, secrets: delivery.secrets ?? [secret], now: clock() });
    const sent = await sendDelivery({ url, body, headers, allowPrivate, signal: this.#stop.signal });
    // One that was cut off here is sent again by whoever is next.
    if (this.#stop.signal.aborted && sent.outcome === "failed") return;
    await this.#note(delivery, sent);
  }

  async #note({ id, endpoint_id, attempts, created_at }: DueDelivery, sent: SentDelivery): Promise<void> {
    const { database, clock, random } = this.#options;
    const now = dateOf(clock);
    const { retryAfterSeconds } = sent;
    const failed = { attempts: attempts + 1, first: created_at.getTime(), now: now.getTime() };
    const next = sent.outcome === "failed" ? nextAttempt({ ...failed, retryAfterSeconds, random }) : null;
    const entry = JSON.stringify([{ at: now.toISOString(), ...sent }]);
    const state = stateAfter(sent, next);
    await database.tables.transaction().execute(async (transaction) => {
      await transaction
        .updateTable("deliveries")
        .set({
          ...{ state, attempts: attempts + 1, next_at: next === null ? null : new Date(next) },
          last_status: sent.status,
          last_error: sent.outcome === "delivered" ? null : sent.excerpt,
          log: sql<string>`(select jsonb_agg(entry) from (
            select entry from jsonb_array_elements(log || ${entry}::jsonb) with ordinality as list (entry, at)
            order by at desc limit ${MOST_LOGGED}::int) as newest)`,
        })
        .where("id", "=", id)
        .execute();
      if (sent.outcome === "gone" && endpoint_id !== null)
        await transaction
          .updateTable("endpoints")
          .set({ disabled_at: now })
          .where("id", "=", endpoint_id)
          .execute();
    });
  }
}

function stateAfter({ outcome }: SentDelivery, next: number | null): DeliveryState {
  if (outcome === "delivered") return "delivered";
  return next === null ? "failed" : "pending";
}
