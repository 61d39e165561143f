import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import type { StoredRender } from "./render-attempt.ts";
import { openStates, type RenderState } from "./render-state.ts";

/** Which renders a list has. */
interface RenderFilter {
  readonly state: RenderState | null;
  readonly template: string | null;
  readonly batchId: string | null;
  /** Where the page before has ended. */
  readonly after: RenderCursor | null;
  readonly limit: number;
}

/** A place in the list of renders. */
export interface RenderCursor {
  readonly createdAt: Date;
  readonly id: string;
}

/** A render; `null` if there is none. */
export async function findRender({ tables }: Database, id: string): Promise<StoredRender | null> {
  const row = await tables.selectFrom("renders").selectAll().where("id", "=", id).executeTakeFirst();
  return row ?? null;
}

/** Renders, the newest first. */
export async function listRenders(
  { tables }: Database,
  { state, template, batchId, after, limit }: RenderFilter,
): Promise<readonly StoredRender[]> {
  let query = tables.selectFrom("renders").selectAll();
  if (state) query = query.where("state", "=", state);
  if (template !== null) query = query.where("template", "=", template);
  if (batchId !== null) query = query.where("batch_id", "=", batchId);
  if (after)
    query = query.where(
      sql<boolean>`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::text)`,
    );
  return query.orderBy("created_at", "desc").orderBy("id", "desc").limit(limit).execute();
}

/** How many renders wait or are being made, of one key or of all. */
export async function countOpen({ tables }: Database, keyId: string | null): Promise<number> {
  let query = tables
    .selectFrom("renders")
    .select(sql<number>`count(*)::int`.as("count"))
    .where("state", "in", openStates);
  if (keyId !== null) query = query.where("key_id", "=", keyId);
  return (await query.executeTakeFirstOrThrow()).count;
}
