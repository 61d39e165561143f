import { PgBoss } from "pg-boss";
import type { Database, SqlRunner } from "../database/database.ts";

/** The name of the queue of renders, and of that of those which were lost too often. */
const RENDERS = "renders";
const LOST = "renders-lost";

/** How long a worker may be silent before its job is given to another; the least that pg-boss takes. */
const HEARTBEAT_SECONDS = 10;
/** Longer than any render: who renders shows life, and that counts. */
const EXPIRE_SECONDS = 23 * 3600;
/** Times that a job may be lost with its worker. */
const RETRIES = 10;
/** Between two looks at who is silent; over an embedded database, that is only who was killed before this process. */
const WATCH_SECONDS = { embedded: 10, server: 5 } as const;

/** A job as it was fetched: both together say which attempt it is. */
export interface FetchedJob {
  readonly id: string;
  readonly retryCount: number;
  readonly renderId: string;
}

/** What waits to be rendered. A job has nothing but a render's id; the truth is in the table. */
export interface RenderQueue extends AsyncDisposable {
  /** Puts renders in, as a part of the transaction that made them. */
  add(
    renders: ReadonlyArray<{ readonly id: string; readonly priority: number }>,
    runner: SqlRunner,
  ): Promise<void>;
  /** The next of the renders; `null` if none waits. */
  fetch(): Promise<FetchedJob | null>;
  /** Those that were lost with their worker too often. */
  fetchLost(): Promise<FetchedJob | null>;
  /** Shows that jobs are being worked on. */
  touch(jobs: readonly FetchedJob[]): Promise<void>;
  /** Ends a job, as a part of the transaction that ends its render. */
  complete(job: FetchedJob, runner: SqlRunner): Promise<void>;
  completeLost(job: FetchedJob, runner: SqlRunner): Promise<void>;
  /** Gives a job to whoever fetches next. */
  giveBack(job: FetchedJob, runner?: SqlRunner): Promise<void>;
}

/**
 * Opens the queue in a database.
 *
 * @param onError told of what goes wrong behind the scenes, as while the database is away: it goes on by itself.
 */
export async function openQueue(
  { runner, kind }: Database,
  onError: (error: Error) => void,
): Promise<RenderQueue> {
  const boss = new PgBoss({
    db: runner,
    backend: kind === "embedded" ? "pglite" : "postgres",
    schedule: false,
    superviseIntervalSeconds: WATCH_SECONDS[kind],
    monitorIntervalSeconds: WATCH_SECONDS[kind],
    openTelemetry: { enabled: false },
    registerInstance: false,
    persistWarnings: false,
    // The truth is in a table of ours: of jobs, only those that are open are of use.
    reindex: kind === "server",
  });
  boss.on("error", onError);
  await boss.start();
  await makeQueues(boss);
  const fetchFrom = async (name: string): Promise<FetchedJob | null> => {
    const [job] = await boss.fetch<{ readonly renderId: string }>(name, { includeMetadata: true });
    return job ? { id: job.id, retryCount: job.retryCount, renderId: job.data.renderId } : null;
  };
  return {
    async add(renders, db) {
      const jobs = renders.map(({ id, priority }) => ({ data: { renderId: id }, priority }));
      await boss.insert(RENDERS, jobs, { db });
    },
    fetch: () => fetchFrom(RENDERS),
    fetchLost: () => fetchFrom(LOST),
    async touch(jobs) {
      for (const job of jobs) await boss.touch(RENDERS, attemptOf(job));
    },
    async complete(job, db) {
      await boss.complete(RENDERS, attemptOf(job), null, { db });
    },
    async completeLost(job, db) {
      await boss.complete(LOST, attemptOf(job), null, { db });
    },
    async giveBack(job, db) {
      await boss.fail(RENDERS, attemptOf(job), null, db ? { db } : {});
    },
    [Symbol.asyncDispose]: () => boss.stop({ graceful: false, close: false }),
  };
}

function attemptOf({ id, retryCount }: FetchedJob): { readonly id: string; readonly retryCount: number } {
  return { id, retryCount };
}

async function makeQueues(boss: PgBoss): Promise<void> {
  await boss.createQueue(LOST, { deleteAfterSeconds: 3600 });
  await boss.createQueue(RENDERS, {
    deadLetter: LOST,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    expireInSeconds: EXPIRE_SECONDS,
    retryLimit: RETRIES,
    retentionSeconds: 30 * 24 * 3600,
    deleteAfterSeconds: 3600,
  });
}
