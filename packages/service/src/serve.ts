import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { join } from "node:path";
import { LocalFileStore, makeFolder, makeScratchFolder } from "@hyperframes-engine/store";
import { buildApi } from "./api/build-api.ts";
import { Quota } from "./api/quota.ts";
import { SignedFiles } from "./api/signed-files.ts";
import type { Clock } from "./clock.ts";
import type { ServiceConfig } from "./config/service-config.ts";
import { DataFolder } from "./database/data-folder.ts";
import type { Database } from "./database/database.ts";
import { openEmbedded } from "./database/open-embedded.ts";
import { openServer } from "./database/open-server.ts";
import { openHooks, type SecretPlaces } from "./hooks/hook.ts";
import { RenderHost, type HostProgram } from "./hosts/render-host.ts";
import { KeyRing, scopes } from "./keys/key-ring.ts";
import { openPort } from "./open-port.ts";
import { Outbox } from "./outbox/outbox.ts";
import { openQueue } from "./queue/open-queue.ts";
import { expireRenders } from "./renders/expire-renders.ts";
import { Intake } from "./renders/intake.ts";
import type { RenderStore } from "./renders/render-attempt.ts";
import { ownSecret } from "./settings/own-secret.ts";
import { TemplateRegistry } from "./templates/template-registry.ts";
import { defaultLanes } from "./worker/default-lanes.ts";
import { repeat } from "./worker/repeat.ts";
import { Worker } from "./worker/worker.ts";

/** What a service is made with. */
export interface ServeOptions {
  readonly config: ServiceConfig;
  /** Its folder: made if it is missing. */
  readonly data: string;
  /** `postgres://…`, or `null` for the embedded database in its folder. */
  readonly database: string | null;
  /** Whether requests need no key; only at a loopback address. */
  readonly open: boolean;
  /** Folders of templates, beside those of the settings. */
  readonly templates: readonly string[];
  /** The program that renders, which calls `hostRenders`. */
  readonly program: HostProgram;
  /** Where what is being rendered lies. */
  readonly temporaryFolder: string;
  /** Where the secrets are that the settings name. */
  readonly secrets: SecretPlaces;
  readonly clock: Clock;
  /** From 0 to 1. */
  readonly random: () => number;
  readonly version: string;
  /** Told of what goes wrong behind the scenes. */
  readonly onError: (error: unknown) => void;
}

/** A service that runs. */
export interface RunningService {
  /** Where it listens. */
  readonly url: string;
  /** A key, on the first run of a database: it is told this once. */
  readonly firstKey: string | null;
  /** Aborted with the reason if it cannot go on. */
  readonly broken: AbortSignal;
  /** Takes nothing new, gives what is being rendered some time, and ends. */
  stop(): Promise<void>;
}

const EXPIRE_MS = 60_000;

/**
 * Starts a service: its API, its queue, and one worker.
 *
 * @throws {RenderError} if its folder is in use, its database does not open, or its port is taken.
 */
export async function serve(options: ServeOptions): Promise<RunningService> {
  const { config, clock, onError } = options;
  const stack = new AsyncDisposableStack();
  try {
    const hooks = await openHooks(config.hooks, options.secrets);
    const broken = new AbortController();
    const folder = stack.use(await DataFolder.take(options.data));
    folder.lost.addEventListener("abort", () => broken.abort(folder.lost.reason));
    const database = stack.use(await openDatabase(options, folder, broken));
    const queue = stack.use(await openQueue(database, onError));
    const signingSecret = await ownSecret(database.tables, "signing-secret");
    const secret = `whsec_${Buffer.from(await ownSecret(database.tables, "webhook-secret"), "base64url").toString("base64")}`;
    const outbox = new Outbox({
      ...{ database, clock, random: options.random, secret, onError },
      allowPrivate: config.webhooks.allowPrivate,
    });
    const filesFolder = join(folder.path, "files");
    await makeFolder(filesFolder);
    // What it keeps goes when it expires: none of it is a cache.
    const files = new LocalFileStore(filesFolder, { mostBytes: Number.POSITIVE_INFINITY });
    const server = stack.use(await openPort(config));
    const publicUrl = (config.publicUrl ?? server.url).replace(/\/$/, "");
    const signed = new SignedFiles({ clock, publicUrl, secret: signingSecret, ...config.files });
    const store: RenderStore = {
      ...{ database, queue, clock, files },
      outbox: { addressOf: signed.addressOf, onWritten: () => outbox.wake() },
    };
    const templates = new TemplateRegistry([...config.templates, ...options.templates]);
    const worker = await startWorker(options, { store, templates, stack });
    outbox.start();
    stack.defer(() => outbox.stop());
    stack.use(repeat(() => expireRenders(database, { clock, files }), { everyMs: EXPIRE_MS, onError }));
    const keys = new KeyRing(database, clock);
    const api = buildApi({
      ...{ store, database, keys, templates, files, signed, signingSecret, outbox, clock, onError },
      ...{ limits: config.limits, hooks },
      ...{ open: options.open, version: options.version },
      intake: new Intake(database, { queue, clock, onAdded: () => worker.wake() }),
      quota: new Quota({ database, folder: filesFolder, mostOpen: config.limits.open, ...config.files }),
      onCancel: (id) => worker.cancel(id),
    });
    server.answerWith(api.fetch);
    const isFirst = (await keys.list()).length === 0;
    const firstKey = isFirst && !options.open ? (await keys.make("first", scopes)).secret : null;
    const stop = stack.move();
    return {
      ...{ url: server.url, firstKey, broken: broken.signal },
      stop: () => stop.disposeAsync(),
    };
  } catch (error) {
    await stack.disposeAsync();
    throw error;
  }
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

async function startWorker(
  { config, program, temporaryFolder, onError }: ServeOptions,
  {
    store,
    templates,
    stack,
  }: {
    readonly store: RenderStore;
    readonly templates: TemplateRegistry;
    readonly stack: AsyncDisposableStack;
  },
): Promise<Worker> {
  const scratch = stack.use(await makeScratchFolder(temporaryFolder));
  const host = stack.use(new RenderHost(program));
  const { lanes, mostFailures, graceSeconds } = config.worker;
  const worker = new Worker({
    ...{ store, templates, host, mostFailures, onError },
    name: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
    scratch: scratch.path,
    lanes: lanes ?? defaultLanes(),
  });
  worker.start();
  stack.defer(() => worker.stop(graceSeconds * 1000));
  return worker;
}
