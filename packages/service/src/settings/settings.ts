import type { Kysely } from "kysely";
import type { Tables } from "../database/tables.ts";

/** Something that all processes of one database know; `null` if nobody has written it. */
export async function readSetting(tables: Kysely<Tables>, name: string): Promise<string | null> {
  const row = await tables.selectFrom("settings").select("value").where("name", "=", name).executeTakeFirst();
  return row?.value ?? null;
}

/** Lets all processes of one database know something. */
export async function writeSetting(tables: Kysely<Tables>, name: string, value: string): Promise<void> {
  await tables
    .insertInto("settings")
    .values({ name, value })
    .onConflict((conflict) => conflict.column("name").doUpdateSet({ value }))
    .execute();
}
