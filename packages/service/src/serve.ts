import { join } from "node:path";
import { Owned } from "@hyperframes-engine/store";
import { buildApi } from "./api/build-api.ts";
import { Quota } from "./api/quota.ts";
import { DataFolder } from "./database/data-folder.ts";
import type { Database } from "./database/database.ts";
import { openEmbedded } from "./database/open-embedded.ts";
import { openServer } from "./database/open-server.ts";
import { openFiles } from "./files/open-files.ts";
import { openHooks, type SecretPlaces } from "./hooks/hook.ts";
import { KeyRing, scopes } from "./keys/key-ring.ts";
import { openPort } from "./open-port.ts";
import type { ProcessOptions, RunningProcess } from "./process-options.ts";
import { expireRenders } from "./renders/expire-renders.ts";
import { Intake } from "./renders/intake.ts";
import { writeSetting } from "./settings/settings.ts";
import { startWorks } from "./start-works.ts";
import { repeat } from "./worker/repeat.ts";

/** What a service is made with. */
export interface ServeOptions extends ProcessOptions {
  /** Its folder: made if it is missing. */
  readonly data: string;
  /** `postgres://…`, or `null` for the embedded database in its folder. */
  readonly database: string | null;
  /** For finished files, shared with its workers: a folder or `s3://bucket/prefix`; `null` for a folder in its own. */
  readonly store: string | null;
  /** Whether requests need no key; only at a loopback address. */
  readonly open: boolean;
  /** Where the secrets are that the settings name. */
  readonly secrets: SecretPlaces;
  readonly version: string;
}

/** A service that runs. */
export interface RunningService extends RunningProcess {
  /** Where it listens. */
  readonly url: string;
  /** A key, on the first run of a database: it is told this once. */
  readonly firstKey: string | null;
}

const EXPIRE_MS = 60_000;

/**
 * Starts a service: its API, its queue, and one worker.
 *
 * @throws {RenderError} if its folder is in use, its database does not open, or its port is taken.
 */
export async function serve(options: ServeOptions): Promise<RunningService> {
  const { config, clock, onError } = options;
  await using stack = new Owned();
  const hooks = await openHooks(config.hooks, options.secrets);
  const broken = new AbortController();
  const folder = stack.use(await DataFolder.take(options.data));
  folder.lost.addEventListener("abort", () => broken.abort(folder.lost.reason));
  const database = stack.use(await openDatabase(options, folder, broken));
  const port = stack.use(await openPort(config));
  const publicUrl = (config.publicUrl ?? port.url).replace(/\/$/, "");
  await writeSetting(database.tables, "public-url", publicUrl);
  const place = options.store ?? join(folder.path, "files");
  const { files, folder: disk } = await openFiles({ ...options, ...options.secrets, place });
  const works = await startWorks(options, { database, files, publicUrl }, stack);
  stack.use(repeat(() => expireRenders(database, { clock, files }), { everyMs: EXPIRE_MS, onError }));
  const { worker, store } = works;
  const keys = new KeyRing(database, clock);
  const api = buildApi({
    ...{ ...works, database, keys, files, clock, onError, hooks },
    ...{ limits: config.limits, open: options.open, version: options.version },
    intake: new Intake(database, { queue: store.queue, clock, onAdded: () => worker.wake() }),
    quota: new Quota({ database, folder: disk, mostOpen: config.limits.open, ...config.files }),
    onCancel: (id) => worker.cancel(id),
  });
  port.answerWith((request) => api.fetch(request));
  const isFirst = (await keys.list()).length === 0;
  const firstKey = isFirst && !options.open ? (await keys.make("first", scopes)).secret : null;
  const running = stack.move();
  return { url: port.url, firstKey, broken: broken.signal, stop: () => running[Symbol.asyncDispose]() };
}

function openDatabase(
  { database, onError }: ServeOptions,
  folder: DataFolder,
  broken: AbortController,
): Promise<Database> {
  return database === null
    ? openEmbedded(folder, (error) => broken.abort(error))
    : openServer(database, onError);
}
