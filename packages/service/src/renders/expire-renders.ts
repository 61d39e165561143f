import type { FileStore } from "@hyperframes-engine/store";
import { dateOf, type Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";
import { dropFiles } from "./kept-files.ts";

const MOST_AT_ONCE = 100;
const REPLAY_MS = 24 * 3600 * 1000;

/** Lets the files go of renders whose time is over, and forgets answers that are given again for a day only. @returns how many renders. */
export async function expireRenders(
  { tables }: Database,
  { clock, files }: { readonly clock: Clock; readonly files: FileStore },
): Promise<number> {
  const now = dateOf(clock);
  const old = new Date(now.getTime() - REPLAY_MS);
  await tables.deleteFrom("replays").where("created_at", "<", old).execute();
  const due = await tables
    .selectFrom("renders")
    .select("id")
    .where("expires_at", "<", now)
    .limit(MOST_AT_ONCE)
    .execute();
  for (const { id } of due) {
    await dropFiles(tables, id, files);
    await tables
      .updateTable("renders")
      .set({ output: null, expires_at: null })
      .where("id", "=", id)
      .execute();
  }
  return due.length;
}
