import type { Media } from "@hyperframes-engine/heygen";
import { Demands } from "./demands.ts";
import { storeFiles } from "./finish-job.ts";
import { Job, type JobKind } from "./job.ts";
import { changedVideo } from "./routes/changed-video.ts";
import { sampleIds, type SampleKind } from "./sample-ids.ts";
import type { World } from "./world.ts";

/** Seconds since 1970, as in the examples. */
const created = 1_711_288_320;
const text = Buffer.from("This is the file of an example.\n");
const clip = { ...changedVideo, script: "This is the video of an example." };

/** What HeyGen's documents name in examples: each comes to be when it is first named, finished. */
export class Samples {
  readonly #world: World;
  readonly #known = new Set<string>();
  #media: Promise<Media> | undefined;

  constructor(world: World) {
    this.#world = world;
  }

  /** Brings what a request names into the world. What was deleted stays so. */
  async wake(...parts: readonly unknown[]): Promise<void> {
    for (const id of textsIn(parts)) {
      const kind = sampleIds.get(id);
      if (kind === undefined || this.#known.has(id)) continue;
      this.#known.add(id);
      await this.#add(kind, id);
    }
  }

  async #add(kind: SampleKind, id: string): Promise<void> {
    const world = this.#world;
    if (kind === "look") addLook(world, id);
    else if (kind === "voice") addVoice(world, id);
    else if (kind === "asset") addAsset(world, id);
    else if (kind === "endpoint") addEndpoint(world, id);
    else if (kind === "batch") await this.#addBatch(id);
    else await this.#addJob(kind, id);
  }

  async #addJob(kind: JobKind, id: string, batchId?: string): Promise<void> {
    const world = this.#world;
    this.#media ??= world.make(clip);
    const media = await this.#media;
    const input = { title: "Example", language: "Spanish", voice_name: "Example", mode: "chat" };
    const times = { created: created * 1000, end: created * 1000 };
    const job = new Job(id, { kind, input, demands: new Demands(), batchId }, times);
    Object.assign(job, { media, outcome: "completed", ended: job.created + 102_000 });
    world.jobs.set(id, job);
    storeFiles(world, job);
    if (kind !== "session") return;
    await this.wake("vid_xyz789");
    job.video = world.jobs.get("vid_xyz789");
  }

  async #addBatch(id: string): Promise<void> {
    this.#world.batches.set(id, { title: "Example", created, size: 1 });
    await this.#addJob("video", `${id}_video`, id);
  }
}

/** Every text of a value, or of the list that a text is. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return value.length > 1000 ? [] : value.split(",");
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

function addLook(world: World, id: string): void {
  const name = { avt_angela_01: "Angela", avt_marcus_02: "Marcus" }[id] ?? "Josh";
  const common = { id, name, default_voice_id: "voice_clara" };
  world.groups.set(id, { ...common, created_at: created, looks_count: 1 });
  world.looks.set(id, {
    ...common,
    avatar_type: "digital_twin",
    group_id: id,
    supported_api_engines: ["avatar_v", "avatar_iv", "avatar_iii"],
    tags: [],
  });
}

function addVoice(world: World, id: string): void {
  const [seeded] = world.voices.values();
  if (seeded) world.voices.set(id, { ...seeded, voice_id: id, name: "Example" });
}

function addAsset(world: World, id: string): void {
  const file = { name: "example.txt", type: "text/plain" };
  world.files.put(id, { ...file, content: text });
  world.assets.set(id, { id, ...file, bytes: text.length, uploaded: created, complete: true });
}

function addEndpoint(world: World, id: string): void {
  world.webhooks.subscriptions.set(id, {
    endpoint_id: id,
    url: "https://example.invalid/hook",
    events: null,
    status: "disabled",
    created_at: new Date(created * 1000).toISOString(),
    secret: world.webhooks.newSecret(),
  });
}
