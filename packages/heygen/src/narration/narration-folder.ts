import { mkdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { HeyGenError } from "../errors.ts";
import { jobRecord } from "./job/job-record.ts";
import type { JobRecord } from "./job/job-record.ts";
import type { NarrationClip } from "./narration-clip.ts";
import { writeBeside } from "./write-beside.ts";

const storedClip = z.object({
  file: z.string().regex(/^clip\.\w+$/),
  bytes: z.int(),
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
  readonly #now: () => number;

  /** @param now Milliseconds since 1970. */
  constructor(cacheFolder: string, key: string, now: () => number) {
    this.path = join(narrationsIn(cacheFolder), key);
    this.#now = now;
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
    const stored = await readJson(join(this.path, "clip.json"), storedClip);
    if (!stored) return null;
    const file = join(this.path, stored.file);
    const info = await stat(file).catch(() => null);
    if (info?.size !== stored.bytes) return null;
    const now = new Date(this.#now());
    await utimes(this.path, now, now);
    return { file, words: stored.words, subtitles: stored.subtitles };
  }

  /** Records a clip whose file is in here. */
  async writeClip({ file, words, subtitles }: NarrationClip): Promise<void> {
    const { size: bytes } = await stat(file);
    const stored = { file: basename(file), bytes, words, subtitles };
    await writeBeside(join(this.path, "clip.json"), JSON.stringify(stored));
  }

  async readJob(): Promise<JobRecord | null> {
    return readJson(this.#job, jobRecord);
  }

  async writeJob(record: JobRecord): Promise<JobRecord> {
    await writeBeside(this.#job, JSON.stringify(record));
    return record;
  }

  /** For a request that HeyGen has refused: nothing was made. */
  async forgetJob(): Promise<void> {
    await rm(this.#job, { force: true });
  }

  /** Forgets the clip as well. */
  async clear(): Promise<void> {
    await rm(join(this.path, "clip.json"), { force: true });
    await this.forgetJob();
  }

  get #job(): string {
    return join(this.path, "job.json");
  }
}

/** What renderers open by its name. */
const extensions: Readonly<Record<string, string>> = {
  "video/mp4": "mp4",
  "video/webm": "webm",
  "audio/mpeg": "mp3",
  "audio/wav": "wav",
};

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

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
