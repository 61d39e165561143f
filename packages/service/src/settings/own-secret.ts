import { randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Tables } from "../database/tables.ts";

const SECRET_BYTES = 32;

/** A secret that all processes of one database share, and that is made once. */
export async function ownSecret(tables: Kysely<Tables>, name: string): Promise<string> {
  await tables
    .insertInto("settings")
    .values({ name, value: randomBytes(SECRET_BYTES).toString("base64url") })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { value } = await tables
    .selectFrom("settings")
    .select("value")
    .where("name", "=", name)
    .executeTakeFirstOrThrow();
  return value;
}
