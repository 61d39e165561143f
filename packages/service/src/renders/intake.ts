import { randomUUID } from "node:crypto";
import { sql, type Transaction } from "kysely";
import type { Clock } from "../clock.ts";
import { dateOf } from "../clock.ts";
import { runnerOf, type Database } from "../database/database.ts";
import type { Tables } from "../database/tables.ts";
import type { RenderQueue } from "../queue/open-queue.ts";
import { GroupCommit } from "./group-commit.ts";
import type { RenderOrder } from "./render-order.ts";

/** A render that is asked for. */
interface NewRender {
  readonly id: string;
  readonly keyId: string | null;
  readonly batchId: string | null;
  readonly order: RenderOrder;
}

/** The answer to a request, which the same request gets again. */
interface NewReplay {
  readonly keyId: string;
  readonly route: string;
  /** What the sender calls the request. */
  readonly name: string;
  readonly bodyHash: string;
  readonly status: number;
  readonly body: string;
}

/** A webhook that has come in. */
export interface NewReceived {
  readonly id: string;
  readonly hook: string;
  readonly deliveryId: string;
  readonly payload: unknown;
  readonly state: "accepted" | "filtered" | "refused";
  readonly problems: readonly unknown[];
}

/** Renders that are asked for together. */
interface NewBatch {
  readonly id: string;
  readonly keyId: string | null;
  readonly template: string;
  readonly total: number;
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly webhookUrl: string | null;
}

/** All that comes of one request, kept together or not at all. */
interface Arrival {
  readonly renders: readonly NewRender[];
  /** What the renders belong to. */
  readonly batch: NewBatch | null;
  readonly replay: NewReplay | null;
  readonly received: NewReceived | null;
}

/** Whether it was kept now, or had been before: then nothing of it is kept again. */
type Accepted = "new" | "seen";

/** As many requests as share one transaction. */
const MOST_AT_ONCE = 200;

/**
 * Where renders come in. What arrives while a transaction is on its way shares the next one: so a burst of requests costs
 * little more than one of them. Whoever is answered can be sure that it is kept.
 */
export class Intake {
  readonly #commits: GroupCommit<Arrival, Accepted>;
  readonly #onAdded: () => void;

  constructor(
    { tables }: Database,
    {
      queue,
      clock,
      onAdded,
    }: { readonly queue: RenderQueue; readonly clock: Clock; readonly onAdded: () => void },
  ) {
    this.#onAdded = onAdded;
    this.#commits = new GroupCommit(MOST_AT_ONCE, (arrivals) =>
      tables.transaction().execute(async (transaction) => keepAll(transaction, arrivals, { queue, clock })),
    );
  }

  /** Keeps what has arrived. */
  async accept(arrival: Arrival): Promise<Accepted> {
    const accepted = await this.#commits.add(arrival);
    if (accepted === "new" && arrival.renders.length > 0) this.#onAdded();
    return accepted;
  }
}

/** A new name, which nobody guesses. */
export function newId(kind: "rnd" | "bat" | "key" | "end" | "msg" | "rcv"): string {
  return `${kind}_${randomUUID().replaceAll("-", "")}`;
}

async function keepAll(
  transaction: Transaction<Tables>,
  arrivals: readonly Arrival[],
  { queue, clock }: { readonly queue: RenderQueue; readonly clock: Clock },
): Promise<Accepted[]> {
  const now = dateOf(clock);
  const received = await keepReceived(transaction, arrivals, now);
  const replays = await keepReplays(transaction, arrivals, now);
  const isNew = ({ received: hook, replay }: Arrival): boolean =>
    (hook === null || received.has(hook.id)) && (replay === null || replays.has(replayKey(replay)));
  // Two of one group may be the same: the first of them counts.
  const taken = new Set<string>();
  const accepted = arrivals.map((arrival): Accepted => {
    const key = arrival.received?.id ?? (arrival.replay ? replayKey(arrival.replay) : null);
    if (!isNew(arrival) || (key !== null && taken.has(key))) return "seen";
    if (key !== null) taken.add(key);
    return "new";
  });
  const renders = arrivals.flatMap((arrival, at) => (accepted[at] === "new" ? arrival.renders : []));
  const batches = arrivals.flatMap(({ batch }, at) => (batch && accepted[at] === "new" ? [batch] : []));
  for (const batch of batches) await keepBatch(transaction, batch, now);
  if (renders.length > 0) await keepRenders(transaction, renders, { queue, now });
  return accepted;
}

async function keepRenders(
  transaction: Transaction<Tables>,
  renders: readonly NewRender[],
  { queue, now }: { readonly queue: RenderQueue; readonly now: Date },
): Promise<void> {
  const rows = renders.map(({ id, keyId, batchId, order }) => ({
    ...{ id, key_id: keyId, batch_id: batchId, template: order.template, order },
    ...{ metadata: order.metadata, priority: order.priority },
  }));
  // One value for all rows: to plan a statement with thousands of them takes longer than to run it.
  await sql`
    insert into renders (id, key_id, batch_id, state, attempt, failures, template, "order", metadata, priority, created_at)
    select id, key_id, batch_id, 'queued', 0, 0, template, "order", metadata, priority, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as rows (id text, key_id text, batch_id text, template text, "order" jsonb, metadata jsonb, priority integer)
  `.execute(transaction);
  const jobs = renders.map(({ id, order }) => ({ id, priority: order.priority }));
  await queue.add(jobs, runnerOf(transaction));
}

async function keepBatch(transaction: Transaction<Tables>, batch: NewBatch, now: Date): Promise<void> {
  const { id, keyId, template, total, metadata, webhookUrl } = batch;
  await transaction
    .insertInto("batches")
    .values({
      ...{ id, key_id: keyId, template, total, remaining: total, webhook_url: webhookUrl },
      ...{ metadata: JSON.stringify(metadata), created_at: now },
    })
    .execute();
}

async function keepReceived(
  transaction: Transaction<Tables>,
  arrivals: readonly Arrival[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = arrivals.flatMap(({ received, renders }) =>
    received ? [{ ...received, renderId: renders[0]?.id ?? null }] : [],
  );
  if (rows.length === 0) return new Set();
  const { rows: kept } = await sql<{ readonly id: string }>`
    insert into received (id, hook, delivery_id, payload, state, problems, render_id, created_at)
    select id, hook, "deliveryId", coalesce(payload, 'null'), state, problems, "renderId", ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as rows (
      id text, hook text, "deliveryId" text, payload jsonb, state text, problems jsonb, "renderId" text
    )
    on conflict (hook, delivery_id) do nothing
    returning id
  `.execute(transaction);
  return new Set(kept.map(({ id }) => id));
}

async function keepReplays(
  transaction: Transaction<Tables>,
  arrivals: readonly Arrival[],
  now: Date,
): Promise<ReadonlySet<string>> {
  const rows = arrivals.flatMap(({ replay }) =>
    replay
      ? [
          {
            ...{ key_id: replay.keyId, route: replay.route, name: replay.name },
            ...{ body_hash: replay.bodyHash, status: replay.status, body: replay.body, created_at: now },
          },
        ]
      : [],
  );
  if (rows.length === 0) return new Set();
  const kept = await transaction
    .insertInto("replays")
    .values(rows)
    .onConflict((conflict) => conflict.doNothing())
    .returning(["key_id", "route", "name"])
    .execute();
  return new Set(kept.map(({ key_id: keyId, route, name }) => replayKey({ keyId, route, name })));
}

function replayKey({ keyId, route, name }: Pick<NewReplay, "keyId" | "route" | "name">): string {
  return JSON.stringify([keyId, route, name]);
}
