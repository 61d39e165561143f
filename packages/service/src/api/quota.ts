import { statfs } from "node:fs/promises";
import { sql } from "kysely";
import type { Database } from "../database/database.ts";
import { countOpen } from "../renders/read-renders.ts";
import { Problem } from "./problem.ts";

/** How much room there is for files. */
interface QuotaOptions {
  readonly database: Database;
  /** Where files are kept; `null` if that is elsewhere. */
  readonly folder: string | null;
  /** Of all finished files together. */
  readonly mostBytes: number;
  /** Renders that are not finished, of all together. */
  readonly mostOpen: number;
}

/** The database and what is being rendered need some, too. */
const LEAST_FREE_BYTES = 512 * 2 ** 20;
const LOOK_MS = 2000;

/** Refuses more work where there is no room for what comes of it. */
export class Quota {
  readonly #options: QuotaOptions;
  #looked = Number.NEGATIVE_INFINITY;
  #fault: Promise<string | null> = Promise.resolve(null);

  constructor(options: QuotaOptions) {
    this.#options = options;
  }

  /**
   * What it finds counts for a moment: each request would else count all renders.
   *
   * @throws {Problem} if there is no room.
   */
  async insistOnRoom(): Promise<void> {
    if (performance.now() - this.#looked > LOOK_MS) {
      this.#looked = performance.now();
      this.#fault = this.#look();
      // Who waits for it is told; who comes later looks again.
      this.#fault.catch(() => (this.#looked = Number.NEGATIVE_INFINITY));
    }
    const fault = await this.#fault;
    if (fault !== null) throw new Problem("unavailable", fault, { retryAfterSeconds: 60 });
  }

  async #look(): Promise<string | null> {
    const { database, folder, mostBytes, mostOpen } = this.#options;
    if ((await countOpen(database, null)) >= mostOpen) return "The queue is full.";
    const { used } = await database.tables
      .selectFrom((query) =>
        query.selectFrom("kept_files").select(["digest", "bytes"]).distinct().as("content"),
      )
      .select(sql<number>`coalesce(sum(bytes), 0)::float8`.as("used"))
      .executeTakeFirstOrThrow();
    if (used >= mostBytes)
      return "Finished files fill the space that the settings give them (files.mostBytes). Delete renders, or keep them for a shorter time.";
    if (folder === null) return null;
    const { bavail, bsize } = await statfs(folder);
    return bavail * bsize < LEAST_FREE_BYTES ? "The disk with the service's files is nearly full." : null;
  }
}
