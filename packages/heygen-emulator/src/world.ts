import type { avatarGroup, Media, MediaOrder } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import type { Demands } from "./demands.ts";
import type { ResolvedEmulatorOptions } from "./emulator-options.ts";
import { FileStore } from "./file-store.ts";
import { finishJob } from "./finish-job.ts";
import { Job, type JobKind, type JobOrder } from "./job.ts";
import { seededGroups, seededLooks, seededVoices, type SeededLook } from "./seeds.ts";
import { ApiFault, notFound, tooMany } from "./server/api-fault.ts";
import { WebhookSender } from "./webhook-sender.ts";

/** A file that somebody uploaded. */
export interface Asset {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly uploaded: number;
  complete: boolean;
  readonly batchId?: string | undefined;
}

/** Everything that the emulated HeyGen knows. */
export class World {
  readonly options: ResolvedEmulatorOptions;
  readonly files: FileStore;
  readonly webhooks: WebhookSender;
  readonly jobs = new Map<string, Job>();
  readonly assets = new Map<string, Asset>();
  readonly groups = new Map(seededGroups.map((group) => [group.id, { ...group }]));
  readonly looks = new Map(seededLooks.map((look) => [look.id, { ...look }]));
  readonly voices = new Map(seededVoices.map((voice) => [voice.voice_id, { ...voice }]));
  readonly batches = new Map<
    string,
    { readonly title: string | null; readonly created: number; readonly size: number }
  >();
  /** Aborted when the emulator closes. */
  readonly signal: AbortSignal;
  readonly #began: number;
  #ids = 0;

  constructor(options: ResolvedEmulatorOptions, storage: () => string, signal: AbortSignal) {
    this.options = options;
    this.signal = signal;
    this.#began = options.now();
    const time = (): number => this.time();
    this.files = new FileStore(storage, time);
    this.webhooks = new WebhookSender({ time, now: options.now, form: options.webhookForm, signal });
  }

  /** Milliseconds since 1970, as fast as was asked for. */
  time(): number {
    return this.#began + (this.options.now() - this.#began) * this.options.speed;
  }

  /** Seconds since 1970, whole. */
  seconds(): number {
    return Math.floor(this.time() / 1000);
  }

  newId(prefix: string): string {
    this.#ids += 1;
    return `${prefix}_${this.#ids.toString().padStart(6, "0")}`;
  }

  /** Begins a job; if its kind is limited and the limit is reached, 429. */
  start(order: Omit<JobOrder, "media"> & { readonly media?: MediaOrder | undefined }): Job {
    if (isLimited(order.kind) && this.#running() >= this.options.maxJobs) {
      throw tooMany(`At most ${this.options.maxJobs} jobs run at one time.`);
    }
    return this.startUnlimited(order);
  }

  /** Begins a job that belongs to another. */
  startUnlimited(order: Omit<JobOrder, "media"> & { readonly media?: MediaOrder | undefined }): Job {
    const isWanted = !order.demands.has("fail") && !order.demands.has("stuck");
    const media = order.media && isWanted ? this.make(order.media) : undefined;
    const created = this.time();
    const times = { created, end: created + this.options.jobSeconds * 1000 };
    const job = new Job(this.newId(order.kind), { ...order, media }, times);
    this.jobs.set(job.id, job);
    return job;
  }

  async make(order: MediaOrder): Promise<Media> {
    // What is asked of the emulator is not said.
    const script = order.script.replaceAll(/\[\[emulate [^\]]*\]\]/g, "");
    return this.options.media.make({ ...order, script }, this.signal).catch((error: unknown) => {
      if (!this.signal.aborted) this.options.onFault(error instanceof Error ? error.message : String(error));
      throw error;
    });
  }

  /** Brings all jobs to where they are by now. */
  settle(): void {
    // The newest first: a session ends with its video, not a moment later.
    for (const job of [...this.jobs.values()].toReversed()) if (job.isDue(this.time())) finishJob(this, job);
  }

  /** Reads a job's state, as often as demanded with a failure. */
  poll(kind: JobKind, id: string): Job {
    const job = this.find(kind, id);
    job.polls += 1;
    if (job.order.demands.take("poll-rate-limit")) throw tooMany();
    if (job.order.demands.take("poll-server-error")) {
      throw new ApiFault(503, "internal_error", { message: "Something went wrong." });
    }
    this.settle();
    return job;
  }

  find(kind: JobKind, id: string): Job {
    const job = this.jobs.get(id);
    if (job?.order.kind !== kind) throw notFound(missing[kind] ?? "resource");
    return job;
  }

  /** The newest first. */
  all(kind: JobKind): Job[] {
    return [...this.jobs.values()].filter((job) => job.order.kind === kind).toReversed();
  }

  /** A new signed address for a stored file. */
  url(file: string | undefined): string | null {
    return file === undefined ? null : this.files.sign(file, this.options.urlSeconds);
  }

  /** Stores a file under a new id. */
  store(
    name: string,
    content: { readonly type: string; readonly bytes: Uint8Array; readonly demands?: Demands },
  ): string {
    const id = this.newId("file");
    this.files.put(id, { name, type: content.type, content: content.bytes, demands: content.demands });
    return id;
  }

  group(id: string): z.infer<typeof avatarGroup> {
    const group = this.groups.get(id);
    if (!group) throw notFound("avatar_group");
    return group;
  }

  look(id: string): SeededLook {
    const look = this.looks.get(id);
    if (!look) throw notFound("avatar");
    return look;
  }

  #running(): number {
    this.settle();
    return [...this.jobs.values()].filter((job) => isLimited(job.order.kind) && !job.outcome).length;
  }
}

/** What HeyGen calls things that are not there. */
const missing: Partial<Record<JobKind, string>> = { video: "video", clone: "voice" };

function isLimited(kind: JobKind): boolean {
  return kind === "video" || kind === "session" || kind === "translation";
}
