import type { Selectable } from "kysely";
import type { Database } from "../database/database.ts";
import type { EventRow } from "../database/tables.ts";

/** Something that has happened to a render, as the table has it. */
export type StoredEvent = Selectable<EventRow>;

const MOST = 1000;

/** What has happened to a render after an event, the oldest first. */
export async function readEvents(
  { tables }: Database,
  id: string,
  after: number,
): Promise<readonly StoredEvent[]> {
  return tables
    .selectFrom("events")
    .selectAll()
    .where("render_id", "=", id)
    .where("id", ">", after)
    .orderBy("id")
    .limit(MOST)
    .execute();
}
