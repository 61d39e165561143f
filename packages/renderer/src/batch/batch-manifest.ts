import { createReadStream } from "node:fs";
import { open, stat, type FileHandle } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { createInterface } from "node:readline";
import { isDiskFull } from "@hyperframes-engine/errors";
import { makeWhole } from "@hyperframes-engine/store";
import { checkReplaceable } from "../assemble/check-replaceable.ts";
import { diskFull, OutputError } from "../errors.ts";
import { readEntry, type ManifestEntry } from "./manifest-entry.ts";

/** What a batch is told of an output before it is rendered. */
interface WantedOutput {
  readonly row: number;
  readonly line: number;
  /** An absolute path. */
  readonly output: string;
  readonly hash: string;
}

/** Entries that are written in one piece. */
const AT_ONCE = 1000;

/**
 * What became of each row, in `manifest.jsonl` beside the outputs. Lines are added as rows end, so that a batch that is killed
 * goes on where it was; closing it writes each output's last line alone, in the order of rows.
 */
export class BatchManifest implements AsyncDisposable {
  readonly file: string;
  readonly #folder: string;
  readonly #entries: Map<string, ManifestEntry>;
  /** Whether the file says something else than the entries. */
  #isStale: boolean;
  #handle: FileHandle | null = null;
  /** The row of the last line. */
  #lastRow: number;

  private constructor(
    folder: string,
    { entries, isStale }: { readonly entries: Map<string, ManifestEntry>; readonly isStale: boolean },
  ) {
    this.#lastRow = [...entries.values()].at(-1)?.row ?? 0;
    this.#folder = folder;
    this.file = join(folder, "manifest.jsonl");
    this.#entries = entries;
    this.#isStale = isStale;
  }

  /** Reads what is there already. */
  static async open(folder: string): Promise<BatchManifest> {
    await checkReplaceable(join(folder, "manifest.jsonl"));
    return new BatchManifest(folder, await readEntries(join(folder, "manifest.jsonl")));
  }

  /** Whether an output is there as it would be rendered now. */
  async isCurrent({ row, line, output, hash }: WantedOutput): Promise<boolean> {
    const key = this.#nameOf(output);
    const entry = this.#entries.get(key);
    if (entry?.state !== "done" || entry.hash !== hash) return false;
    const found = await describeOutput(output);
    if (found?.bytes !== entry.bytes || found.changed !== entry.changed) return false;
    if (entry.row !== row || entry.line !== line) {
      this.#entries.set(key, { ...entry, row, line });
      this.#isStale = true;
    }
    return true;
  }

  /** Whether this or an earlier batch has written an output. */
  has(output: string): boolean {
    return this.#entries.get(this.#nameOf(output))?.state === "done";
  }

  /**
   * Adds a row that has ended; `output` is an absolute path.
   *
   * @throws {OutputError} if it cannot be written.
   */
  async add(entry: Omit<ManifestEntry, "file" | "bytes" | "changed">, output: string | null): Promise<void> {
    const file = output === null ? null : this.#nameOf(output);
    const found = output !== null && entry.state === "done" ? await describeOutput(output) : null;
    const { row, line, ...rest } = entry;
    const whole = { row, line, file, ...rest, bytes: found?.bytes ?? 0, changed: found?.changed ?? 0 };
    const key = file ?? `\0${row}`;
    this.#isStale ||= this.#entries.has(key) || row < this.#lastRow;
    this.#lastRow = row;
    this.#entries.set(key, whole);
    try {
      this.#handle ??= await openAtLineStart(this.file);
      await this.#handle.appendFile(`${JSON.stringify(whole)}\n`);
    } catch (error) {
      throw manifestError(this.file, error);
    }
  }

  /** Writes each entry once. A file that says the same already is left alone. */
  async compact(): Promise<void> {
    await this.#close();
    if (!this.#isStale) return;
    try {
      await makeWhole(this.file, (partial) => this.#write(partial), { durable: true });
      this.#isStale = false;
    } catch (error) {
      throw manifestError(this.file, error);
    }
  }

  async #write(partial: string): Promise<void> {
    await using handle = await open(partial, "wx");
    const entries = [...this.#entries.values()].toSorted((a, b) => a.row - b.row);
    for (let from = 0; from < entries.length; from += AT_ONCE) {
      const lines = entries.slice(from, from + AT_ONCE).map((entry) => `${JSON.stringify(entry)}\n`);
      await handle.appendFile(lines.join(""));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#close();
  }

  async #close(): Promise<void> {
    await this.#handle?.close();
    this.#handle = null;
  }

  #nameOf(output: string): string {
    return relative(this.#folder, output).replaceAll(sep, "/");
  }
}

async function readEntries(file: string): Promise<{ entries: Map<string, ManifestEntry>; isStale: boolean }> {
  const entries = new Map<string, ManifestEntry>();
  let isStale = false;
  if (!(await stat(file).catch(() => null))) return { entries, isStale };
  try {
    for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Infinity })) {
      const entry = readEntry(line);
      // A row that could not be called anything is told of by the batch that meets it again.
      const key = entry?.file ?? null;
      isStale ||= key === null || entries.has(key);
      if (entry && key !== null) entries.set(key, entry);
    }
  } catch (error) {
    throw new OutputError("output-not-writable", `The manifest ${file} cannot be read.`, error);
  }
  return { entries, isStale };
}

/** What tells cheaply whether an output is still the one that was written. */
async function describeOutput(output: string): Promise<Pick<ManifestEntry, "bytes" | "changed"> | null> {
  const info = await stat(output).catch(() => null);
  return info && { bytes: info.isDirectory() ? 0 : info.size, changed: info.mtimeMs };
}

/** Half a line, left by a batch that was killed, must not spoil the next. */
async function openAtLineStart(file: string): Promise<FileHandle> {
  const handle = await open(file, "a+");
  const { size } = await handle.stat();
  const last = Buffer.alloc(1);
  if (size > 0) await handle.read(last, 0, 1, size - 1);
  if (size > 0 && last.toString() !== "\n") await handle.appendFile("\n");
  return handle;
}

function manifestError(file: string, error: unknown): OutputError {
  if (isDiskFull(error)) return diskFull(file, error);
  return new OutputError("output-not-writable", `The manifest ${file} cannot be written.`, error);
}
