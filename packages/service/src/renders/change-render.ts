import type { FileStore } from "@hyperframes-engine/store";
import { dateOf } from "../clock.ts";
import { runnerOf, type Database } from "../database/database.ts";
import { uncountEnd } from "./count-batch.ts";
import { dropFiles } from "./kept-files.ts";
import { addEvent, type RenderStore } from "./render-attempt.ts";
import { endStates, openStates, type EndState } from "./render-state.ts";

/** Says that a render is not wanted any more; whoever makes it hears of it. @returns whether it was not finished. */
export async function wantCancel({ tables }: Database, id: string): Promise<boolean> {
  const row = await tables
    .updateTable("renders")
    .set({ cancel_wanted: true })
    .where("id", "=", id)
    .where("state", "in", openStates)
    .returning("id")
    .executeTakeFirst();
  return row !== undefined;
}

/** Puts a render into the queue again. @returns whether it had failed or was cancelled. */
export async function retryRender(store: RenderStore, id: string): Promise<boolean> {
  const { database, queue, clock } = store;
  return database.tables.transaction().execute(async (transaction) => {
    const ended = await transaction
      .selectFrom("renders")
      .select(["state", "batch_id"])
      .where("id", "=", id)
      .forUpdate()
      .executeTakeFirst();
    const row = await transaction
      .updateTable("renders")
      .set({
        ...{ state: "queued" as const, failures: 0, cancel_wanted: false },
        ...{ progress: null, error: null, finished_at: null, expires_at: null },
      })
      .where("id", "=", id)
      .where("state", "in", ["failed", "canceled"])
      .returning(["id", "priority", "attempt"])
      .executeTakeFirst();
    if (!row || !ended) return false;
    if (ended.batch_id !== null)
      await uncountEnd(transaction, { id: ended.batch_id, state: ended.state as EndState });
    const at = dateOf(clock);
    await addEvent(transaction, { id, type: "render.retried", at, data: { attempt: row.attempt } });
    await queue.add([row], runnerOf(transaction));
    return true;
  });
}

/** Deletes a render that is finished, and its files unless another render has the same. @returns whether it was finished. */
export async function removeRender(
  { database, files }: { readonly database: Database; readonly files: FileStore },
  id: string,
): Promise<boolean> {
  const row = await database.tables
    .selectFrom("renders")
    .select("id")
    .where("id", "=", id)
    .where("state", "in", endStates)
    .executeTakeFirst();
  if (!row) return false;
  await dropFiles(database.tables, id, files);
  await database.tables.deleteFrom("renders").where("id", "=", id).execute();
  return true;
}
