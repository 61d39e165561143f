import { join } from "node:path";
import { Kysely } from "kysely";
import type { DataFolder } from "./data-folder.ts";
import { runnerOf, type Database } from "./database.ts";
import { EmbeddedDialect } from "./embedded-dialect.ts";
import { EmbeddedPostgres } from "./embedded-postgres.ts";
import { migrate } from "./migrate.ts";
import type { Tables } from "./tables.ts";

/**
 * Opens the database in a service's folder.
 *
 * @param onEnd called if its process ends by itself: then nothing works any more.
 * @throws {RenderError} `database-failed` if it cannot be opened.
 */
export async function openEmbedded({ path }: DataFolder, onEnd: (error: Error) => void): Promise<Database> {
  const postgres = await EmbeddedPostgres.open(join(path, "database"), onEnd);
  const tables = new Kysely<Tables>({ dialect: new EmbeddedDialect(postgres) });
  const database: Database = {
    kind: "embedded",
    tables,
    // Texts of several statements are not for Kysely, and wait for their turn as all others do.
    runner: {
      executeSql: (text, values) =>
        values && values.length > 0
          ? runnerOf(tables).executeSql(text, values)
          : tables.connection().execute(() => askSeveral(postgres, text)),
    },
    async [Symbol.asyncDispose]() {
      await tables.destroy();
      await postgres[Symbol.asyncDispose]();
    },
  };
  await migrate(tables);
  return database;
}

/** A text may begin a transaction, and fail in it: then nobody else must find it open. */
async function askSeveral(postgres: EmbeddedPostgres, text: string): Promise<{ rows: object[] }> {
  try {
    const { rows } = await postgres.ask(text, null);
    return { rows: [...rows] };
  } catch (error) {
    await postgres.ask("rollback", null);
    throw error;
  }
}
