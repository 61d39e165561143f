import { RenderError, type RenderErrorJson } from "@hyperframes-engine/errors";
import type { FileStore } from "@hyperframes-engine/store";
import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import { dateOf, type Clock } from "../clock.ts";
import { runnerOf, type Database } from "../database/database.ts";
import type { RenderRow, Tables } from "../database/tables.ts";
import { writeOutbox, type OutboxWriter } from "../outbox/write-outbox.ts";
import type { FetchedJob, RenderQueue } from "../queue/open-queue.ts";
import { countEnd } from "./count-batch.ts";
import { keepFiles } from "./kept-files.ts";
import type { RenderOutput } from "./render-output.ts";
import { noProgress, type RenderProgress } from "./render-progress.ts";
import { endEvent, openStates } from "./render-state.ts";

/** A render as the table has it. */
export type StoredRender = Selectable<RenderRow>;

/** What changes renders is done with. */
export interface RenderStore {
  readonly database: Database;
  readonly queue: RenderQueue;
  readonly clock: Clock;
  readonly outbox: OutboxWriter;
  readonly files: FileStore;
}

/** One attempt at a render. What another attempt has begun since is not touched: each change says which one it is of. */
export interface RenderAttempt {
  readonly render: StoredRender;
  readonly job: FetchedJob;
}

/** How an attempt ends. */
type AttemptEnd =
  | { readonly state: "succeeded"; readonly output: RenderOutput }
  | { readonly state: "failed"; readonly error: RenderErrorJson }
  | { readonly state: "canceled" };

/**
 * Begins with a render whose job was fetched.
 *
 * @returns `null` if there is nothing to do any more, as it was cancelled or is finished; then the job is done with, too.
 */
export async function beginAttempt(
  store: RenderStore,
  job: FetchedJob,
  worker: string,
): Promise<RenderAttempt | null> {
  const { database, queue, clock } = store;
  return database.tables.transaction().execute(async (transaction) => {
    const now = dateOf(clock);
    const render = await transaction
      .updateTable("renders")
      .set(({ fn }) => ({
        ...{ state: "preparing" as const, worker, progress: JSON.stringify(noProgress) },
        attempt: sql<number>`attempt + 1`,
        started_at: fn.coalesce("started_at", sql<Date>`${now}::timestamptz`),
      }))
      .where("id", "=", job.renderId)
      .where("state", "in", openStates)
      .returningAll()
      .executeTakeFirst();
    if (!render) {
      await queue.complete(job, runnerOf(transaction));
      return null;
    }
    if (render.cancel_wanted) {
      await writeEnd({ transaction, store }, render, { state: "canceled" });
      await queue.complete(job, runnerOf(transaction));
      return null;
    }
    const data = { attempt: render.attempt, worker };
    await addEvent(transaction, { id: render.id, type: "render.started", at: now, data });
    return { render, job };
  });
}

/** Tells how far an attempt is. @returns whether somebody wants it cancelled; `null` if it is another's by now. */
export async function tellProgress(
  { database }: Pick<RenderStore, "database">,
  { render }: RenderAttempt,
  progress: RenderProgress,
): Promise<{ readonly cancelWanted: boolean } | null> {
  const row = await database.tables
    .updateTable("renders")
    .set({ progress: JSON.stringify(progress), state: progress.phase })
    .where("id", "=", render.id)
    .where("attempt", "=", render.attempt)
    .where("state", "in", openStates)
    .returning("cancel_wanted")
    .executeTakeFirst();
  return row ? { cancelWanted: row.cancel_wanted } : null;
}

/** Ends a render, its job, and tells those who want to know, all in one transaction. @returns whether this attempt was still the one. */
export async function endAttempt(
  store: RenderStore,
  { render, job }: RenderAttempt,
  end: AttemptEnd,
): Promise<boolean> {
  return store.database.tables.transaction().execute(async (transaction) => {
    const ended = await writeEnd({ transaction, store }, render, end);
    await store.queue.complete(job, runnerOf(transaction));
    return ended;
  });
}

/** Puts a render back in the queue, to be tried again at once. @param failed whether its own error is why, not the loss of a worker. */
export async function requeueAttempt(
  { database, queue }: RenderStore,
  { render, job }: RenderAttempt,
  failed: boolean,
): Promise<void> {
  await database.tables.transaction().execute(async (transaction) => {
    await transaction
      .updateTable("renders")
      .set({
        ...{ state: "queued" as const, worker: null, progress: null },
        failures: failed ? sql<number>`failures + 1` : sql<number>`failures`,
      })
      .where("id", "=", render.id)
      .where("attempt", "=", render.attempt)
      .where("state", "in", openStates)
      .execute();
    await queue.giveBack(job, runnerOf(transaction));
  });
}

/** Ends a render that nobody works on: cancelled while it waits, or lost with too many workers. */
export async function endIdle(store: RenderStore, id: string, end: AttemptEnd): Promise<StoredRender | null> {
  return store.database.tables.transaction().execute(async (transaction) => {
    const render = await transaction
      .selectFrom("renders")
      .selectAll()
      .where("id", "=", id)
      .where("state", "in", openStates)
      .forUpdate()
      .executeTakeFirst();
    if (!render) return null;
    await writeEnd({ transaction, store }, render, end);
    return render;
  });
}

interface EndWriting {
  readonly transaction: Transaction<Tables>;
  readonly store: RenderStore;
}

async function writeEnd(
  { transaction, store }: EndWriting,
  { id, attempt, order }: StoredRender,
  end: AttemptEnd,
): Promise<boolean> {
  const now = dateOf(store.clock);
  const row = await transaction
    .updateTable("renders")
    .set({
      state: end.state,
      ...{ finished_at: now, expires_at: new Date(now.getTime() + order.retentionSeconds * 1000) },
      output: end.state === "succeeded" ? JSON.stringify(end.output) : null,
      error: end.state === "failed" ? JSON.stringify(end.error) : null,
    })
    .where("id", "=", id)
    .where("attempt", "=", attempt)
    .where("state", "in", openStates)
    .returningAll()
    .executeTakeFirst();
  if (!row) return false;
  if (
    end.state === "succeeded" &&
    !(await keepFiles(transaction, { id, output: end.output, files: store.files }))
  )
    throw new RenderError("worker-lost", "The finished file was removed while it was kept.");
  await addEvent(transaction, { id, type: endEvent(end.state), at: now, data: { attempt } });
  if (row.batch_id !== null)
    await countEnd(transaction, { id: row.batch_id, state: end.state, at: now }, store.outbox);
  await writeOutbox(transaction, store.outbox, { render: row, type: endEvent(end.state), at: now });
  return true;
}

/** Writes down that something has happened to a render. */
export async function addEvent(
  tables: Kysely<Tables>,
  {
    id,
    type,
    at,
    data,
  }: {
    readonly id: string;
    readonly type: string;
    readonly at: Date;
    readonly data: Record<string, unknown>;
  },
): Promise<void> {
  await tables
    .insertInto("events")
    .values({ render_id: id, type, at, data: JSON.stringify(data) })
    .execute();
}
