import {
  CompiledQuery,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type DatabaseConnection,
  type DatabaseIntrospector,
  type Dialect,
  type DialectAdapter,
  type Driver,
  type Kysely,
  type QueryCompiler,
  type QueryResult,
} from "kysely";
import pLimit from "p-limit";
import type { EmbeddedPostgres } from "./embedded-postgres.ts";

/** Kysely over the one connection of an embedded database: a transaction has it for itself, and the rest waits. */
export class EmbeddedDialect implements Dialect {
  readonly #postgres: EmbeddedPostgres;

  constructor(postgres: EmbeddedPostgres) {
    this.#postgres = postgres;
  }

  createAdapter(): DialectAdapter {
    return new PostgresAdapter();
  }

  createDriver(): Driver {
    return new EmbeddedDriver(this.#postgres);
  }

  createIntrospector(db: Kysely<unknown>): DatabaseIntrospector {
    return new PostgresIntrospector(db);
  }

  createQueryCompiler(): QueryCompiler {
    return new PostgresQueryCompiler();
  }
}

class EmbeddedDriver implements Driver {
  readonly #connection: EmbeddedConnection;
  readonly #turns = pLimit(1);
  #release: () => void = () => undefined;

  constructor(postgres: EmbeddedPostgres) {
    this.#connection = new EmbeddedConnection(postgres);
  }

  async init(): Promise<void> {
    // It is open.
  }

  acquireConnection(): Promise<DatabaseConnection> {
    return new Promise((acquired) => {
      void this.#turns(
        () =>
          new Promise<void>((release) => {
            this.#release = release;
            acquired(this.#connection);
          }),
      );
    });
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin"));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("commit"));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("rollback"));
  }

  releaseConnection(): Promise<void> {
    this.#release();
    return Promise.resolve();
  }

  async destroy(): Promise<void> {
    // Who opened it closes it.
  }
}

class EmbeddedConnection implements DatabaseConnection {
  readonly #postgres: EmbeddedPostgres;

  constructor(postgres: EmbeddedPostgres) {
    this.#postgres = postgres;
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { rows, affected } = await this.#postgres.ask(sql, parameters);
    return { rows: rows as Row[], numAffectedRows: BigInt(affected) };
  }

  // Nothing here reads so much that it would have to come in parts.
  streamQuery<Row>(): AsyncIterableIterator<QueryResult<Row>> {
    throw new TypeError("An embedded database does not stream.");
  }
}
