import { RenderError } from "@hyperframes-engine/errors";
import { Owned } from "@hyperframes-engine/store";
import { openServer } from "./database/open-server.ts";
import { openFiles } from "./files/open-files.ts";
import type { ProcessOptions, RunningProcess } from "./process-options.ts";
import { readSetting } from "./settings/settings.ts";
import { startWorks } from "./start-works.ts";

/** What a worker is made with. */
export interface WorkOptions extends ProcessOptions {
  /** `postgres://…`, the service's. */
  readonly database: string;
  /** For finished files, as the service has it: a folder or `s3://bucket/prefix`. */
  readonly store: string;
  /** Where the keys to a bucket are. */
  readonly variables: Readonly<Record<string, string | undefined>>;
}

/**
 * Starts a worker of a service that runs elsewhere, over the same PostgreSQL server.
 *
 * @throws {RenderError} if the database does not answer, or no service has begun there yet.
 */
export async function work(options: WorkOptions): Promise<RunningProcess> {
  await using stack = new Owned();
  const database = stack.use(await openServer(options.database, options.onError));
  const publicUrl = await readSetting(database.tables, "public-url");
  if (publicUrl === null)
    throw new RenderError(
      "database-failed",
      "No service has begun with this database yet: start hyperframes serve with it first.",
    );
  const { files } = await openFiles({ ...options, place: options.store });
  await startWorks(options, { database, files, publicUrl }, stack);
  const running = stack.move();
  return { broken: new AbortController().signal, stop: () => running[Symbol.asyncDispose]() };
}
