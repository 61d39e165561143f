import { mkdir, readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import {
  digestFile,
  hasDigest,
  isDigest,
  readSealed,
  touch,
  writeSealed,
  writeWhole,
  type Digest,
} from "@hyperframes-engine/store";
import { z } from "zod";
import { jsonOf } from "../client/json-of.ts";
import { HeyGenError } from "../errors.ts";
import { jobRecord, type JobRecord } from "./job/job-record.ts";
import type { NarrationClip } from "./narration-clip.ts";

const storedClip = z.object({
  file: z.string().regex(/^clip\.\w+$/),
  digest: z.custom<Digest>(isDigest),
  words: z.array(z.object({ word: z.string(), start: z.number(), end: z.number() })),
  subtitles: z.string().nullable(),
});

/** Where narrations are kept. */
export function narrationsIn(cacheFolder: string): string {
  return join(cacheFolder, "narration");
}

/** What is kept of one narration: its job, and its clip. */
export class NarrationFolder {
  readonly path: string;

  constructor(cacheFolder: string, key: string) {
    this.path = join(narrationsIn(cacheFolder), key);
  }

  async make(): Promise<void> {
    try {
      await mkdir(this.path, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw new HeyGenError("file-failed", `${this.path} cannot be made.`, { cause: error });
    }
  }

  /** A name in here for a clip, by its media type. */
  clipFile(type: string): string {
    return join(this.path, `clip.${extensions[type] ?? "mp4"}`);
  }

  /** The clip, if it is there and whole; it is kept for longer then. */
  async readClip(): Promise<NarrationClip | null> {
    const stored = storedClip.safeParse(await readSealed(this.#clip)).data;
    if (!stored) return null;
    const file = join(this.path, stored.file);
    // What is damaged is fetched once more: the job is still known.
    if (!(await hasDigest(file, stored.digest))) return null;
    await touch(this.path);
    return { file, words: stored.words, subtitles: stored.subtitles };
  }

  /** Records a clip whose file is in here. */
  async writeClip({ file, words, subtitles }: NarrationClip): Promise<void> {
    const stored = { file: basename(file), digest: await digestFile(file), words, subtitles };
    await orFailure(this.#clip, writeSealed(this.#clip, stored, { ...forOwner, durable: true }));
  }

  async readJob(): Promise<JobRecord | null> {
    return readJson(this.#job, jobRecord);
  }

  async writeJob(record: JobRecord): Promise<JobRecord> {
    // What is paid for must be known when the power comes back.
    await orFailure(this.#job, writeWhole(this.#job, JSON.stringify(record), { ...forOwner, durable: true }));
    return record;
  }

  /** Writes a file in here, whole or not at all. */
  async write(file: string, content: Uint8Array): Promise<void> {
    await orFailure(file, writeWhole(file, content, forOwner));
  }

  /** For a request that HeyGen has refused: nothing was made. */
  async forgetJob(): Promise<void> {
    await rm(this.#job, { force: true });
  }

  /** Forgets the clip as well. */
  async clear(): Promise<void> {
    await rm(this.#clip, { force: true });
    await this.forgetJob();
  }

  get #clip(): string {
    return join(this.path, "clip.json");
  }

  get #job(): string {
    return join(this.path, "job.json");
  }
}

/** Others must not read what somebody says. */
const forOwner = { mode: 0o600 };

/** What renderers open by its name. */
const extensions: Readonly<Record<string, string>> = {
  "video/mp4": "mp4",
  "video/webm": "webm",
  "audio/mpeg": "mp3",
  "audio/wav": "wav",
};

async function orFailure(file: string, writing: Promise<void>): Promise<void> {
  await writing.catch((error: unknown) => {
    throw new HeyGenError("file-failed", `${file} cannot be written.`, { cause: error });
  });
}

async function readJson<T extends z.ZodType>(file: string, type: T): Promise<z.output<T> | null> {
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new HeyGenError("file-failed", `${file} cannot be read.`, { cause: error });
  });
  if (text === null) return null;
  const parsed = type.safeParse(jsonOf(text));
  if (parsed.success) return parsed.data;
  // Guessing here could cost money.
  throw new HeyGenError("file-failed", `${file} is damaged. Delete it if nothing in it is needed.`);
}
