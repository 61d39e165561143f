import { RenderError } from "@hyperframes-engine/errors";
import { Kysely, PostgresDialect } from "kysely";
import pg from "pg";
import { runnerOf, type Database } from "./database.ts";
import { migrate } from "./migrate.ts";
import type { Tables } from "./tables.ts";

const MOST_CONNECTIONS = 10;
const CONNECT_MS = 10_000;

/**
 * Connects to a PostgreSQL server.
 *
 * @param url `postgres://user:password@host:port/name`.
 * @throws {RenderError} `database-failed` if it does not answer, or refuses.
 */
export async function openServer(url: string, onError: (error: Error) => void): Promise<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: MOST_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_MS,
    application_name: "hyperframes",
  });
  // One that is cut off while nobody asks it anything; the next query opens another.
  pool.on("error", onError);
  // The same while somebody has it, between two statements: without a listener, the process would end.
  pool.on("connect", (client) => client.on("error", onError));
  const tables = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  const database: Database = {
    kind: "server",
    tables,
    runner: {
      executeSql: async (text, values) =>
        values && values.length > 0 ? runnerOf(tables).executeSql(text, values) : askSeveral(pool, text),
    },
    [Symbol.asyncDispose]: () => tables.destroy(),
  };
  try {
    await pool.query("select 1");
    await migrate(tables);
    return database;
  } catch (error) {
    await tables.destroy();
    if (error instanceof RenderError) throw error;
    throw new RenderError("database-failed", `The database cannot be used: ${reason(error)}.`, {
      cause: error,
    });
  }
}

/** A text may begin a transaction, and fail in it: then nobody else must get its connection. */
async function askSeveral(pool: pg.Pool, text: string): Promise<{ rows: object[] }> {
  const client = await pool.connect();
  try {
    const result = await client.query<object>(text);
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** What the driver says never has the password. */
function reason(error: unknown): string {
  const { message, code } = error as { readonly message?: string; readonly code?: string };
  return message || code || "it does not say why";
}
