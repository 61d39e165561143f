import { RenderError } from "@hyperframes-engine/errors";
import type { Kysely } from "kysely";
import { Migrator } from "kysely/migration";
import { migrations } from "./migrations.ts";
import type { Tables } from "./tables.ts";

/**
 * Brings the tables up to this version. Several processes may do so at once.
 *
 * @throws {RenderError} `database-failed` if it cannot, as when a newer version has made the tables.
 */
export async function migrate(tables: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db: tables,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    migrationTableName: "migrations",
    migrationLockTableName: "migrations_lock",
  });
  const { error } = await migrator.migrateToLatest();
  if (error === undefined) return;
  const why = error instanceof Error ? error.message : "it does not say why";
  throw new RenderError("database-failed", `The tables cannot be brought to this version: ${why}.`, {
    cause: error,
  });
}
