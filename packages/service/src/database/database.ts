import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** What pg-boss asks of a database. */
export interface SqlRunner {
  executeSql(text: string, values?: unknown[]): Promise<{ rows: object[] }>;
}

/** PostgreSQL, embedded or on a server. */
export interface Database extends AsyncDisposable {
  readonly kind: "embedded" | "server";
  readonly tables: Kysely<Tables>;
  /** For statements of others; several at once where there are no values. */
  readonly runner: SqlRunner;
}

/** Lets pg-boss take part in a transaction of ours. */
export function runnerOf(tables: Kysely<Tables>): SqlRunner {
  return {
    executeSql: async (text, values = []) => {
      const { CompiledQuery } = await import("kysely");
      const { rows } = await tables.executeQuery<object>(CompiledQuery.raw(text, values));
      return { rows };
    },
  };
}
