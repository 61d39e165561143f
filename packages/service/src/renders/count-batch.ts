import { sql, type Transaction } from "kysely";
import type { Tables } from "../database/tables.ts";
import { writeBatchOutbox, type OutboxWriter } from "../outbox/write-outbox.ts";
import type { EndState } from "./render-state.ts";

/** Counts the end of one of a batch's renders, and tells of the batch's own if that was the last. */
export async function countEnd(
  transaction: Transaction<Tables>,
  { id, state, at }: { readonly id: string; readonly state: EndState; readonly at: Date },
  outbox: OutboxWriter,
): Promise<void> {
  const batch = await transaction
    .updateTable("batches")
    .set({
      remaining: sql<number>`remaining - 1`,
      [state]: sql<number>`${sql.ref(state)} + 1`,
      finished_at: sql<Date | null>`case when remaining = 1 then ${at}::timestamptz end`,
    })
    .where("id", "=", id)
    .returningAll()
    .executeTakeFirst();
  if (batch?.remaining === 0) await writeBatchOutbox(transaction, outbox, { batch, at });
}

/** One that had ended is tried again. */
export async function uncountEnd(
  transaction: Transaction<Tables>,
  { id, state }: { readonly id: string; readonly state: EndState },
): Promise<void> {
  await transaction
    .updateTable("batches")
    .set({
      remaining: sql<number>`remaining + 1`,
      [state]: sql<number>`${sql.ref(state)} - 1`,
      finished_at: null,
    })
    .where("id", "=", id)
    .execute();
}
