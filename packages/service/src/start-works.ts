import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import { makeScratchFolder, type FileStore, type Owned } from "@hyperframes-engine/store";
import { SignedFiles } from "./api/signed-files.ts";
import type { Database } from "./database/database.ts";
import { RenderHost } from "./hosts/render-host.ts";
import { Outbox } from "./outbox/outbox.ts";
import type { ProcessOptions } from "./process-options.ts";
import { openQueue } from "./queue/open-queue.ts";
import type { RenderStore } from "./renders/render-attempt.ts";
import { ownSecret } from "./settings/own-secret.ts";
import { TemplateRegistry } from "./templates/template-registry.ts";
import { defaultLanes } from "./worker/default-lanes.ts";
import { Worker } from "./worker/worker.ts";

/** What all processes of a service have in common. */
interface SharedPlaces {
  readonly database: Database;
  readonly files: FileStore;
  /** What addresses of files begin with. */
  readonly publicUrl: string;
}

/** What renders and tells of it. */
interface Works {
  readonly store: RenderStore;
  readonly templates: TemplateRegistry;
  readonly outbox: Outbox;
  readonly signed: SignedFiles;
  /** Signs the addresses of files. */
  readonly signingSecret: string;
  readonly worker: Worker;
}

/** Whoever puts something into an embedded database is in this process, and says so; only what is due again is looked for. */
const POLL_MS = { embedded: 5000, server: 1000 } as const;

/** Starts to render what waits, and to tell who wants to know. It ends with the stack, the last first. */
export async function startWorks(
  options: ProcessOptions,
  { database, files, publicUrl }: SharedPlaces,
  stack: Owned,
): Promise<Works> {
  const { config, clock, random, onError } = options;
  const queue = stack.use(await openQueue(database, onError));
  const signingSecret = await ownSecret(database.tables, "signing-secret");
  const signed = new SignedFiles({ clock, publicUrl, secret: signingSecret, ...config.files });
  const secret = asWebhookSecret(await ownSecret(database.tables, "webhook-secret"));
  const { allowPrivate } = config.webhooks;
  const pollMs = POLL_MS[database.kind];
  const outbox = new Outbox({ database, clock, random, secret, allowPrivate, pollMs, onError });
  const store: RenderStore = {
    ...{ database, queue, clock, files },
    outbox: { addressOf: signed.addressOf, onWritten: () => outbox.wake() },
  };
  const templates = new TemplateRegistry([...config.templates, ...options.templates]);
  const worker = await startWorker(options, { store, templates }, stack);
  outbox.start();
  stack.defer(() => outbox.stop());
  return { store, templates, outbox, signed, signingSecret, worker };
}

async function startWorker(
  { config, program, temporaryFolder, onError }: ProcessOptions,
  { store, templates }: Pick<Works, "store" | "templates">,
  stack: Owned,
): Promise<Worker> {
  const scratch = stack.use(await makeScratchFolder(temporaryFolder));
  const host = stack.use(new RenderHost(program));
  const { lanes, mostFailures, graceSeconds } = config.worker;
  const worker = new Worker({
    ...{ store, templates, host, mostFailures, onError, pollMs: POLL_MS[store.database.kind] },
    name: `${hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`,
    scratch: scratch.path,
    lanes: lanes ?? defaultLanes(),
  });
  worker.start();
  stack.defer(() => worker.stop(graceSeconds * 1000));
  return worker;
}

/** As Standard Webhooks write them. */
function asWebhookSecret(base64url: string): string {
  return `whsec_${Buffer.from(base64url, "base64url").toString("base64")}`;
}
