import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { InterruptedError } from "../errors.ts";
import type { DataRow } from "../template/data-row.ts";
import { readRows } from "../template/read-rows.ts";

/** Rows that can be read more than once. Disposing of it removes what was written for that. */
export interface BatchSource extends AsyncDisposable {
  /** What the rows' file is called in messages. */
  readonly shown: string;
  /** Whether the user keeps the rows in a file: anybody may have written standard input. */
  readonly trusted: boolean;
  /** All rows, one after the other. */
  read(): AsyncGenerator<DataRow>;
}

/** Where rows are, and what is needed to get at them. */
export interface BatchSourceRequest {
  /** A path; `-` is standard input. */
  readonly data: string;
  readonly openInput: () => Readable;
  readonly workingFolder: string;
  readonly temporaryFolder: string;
  readonly signal: AbortSignal;
}

/**
 * Makes rows readable. Standard input is written to a file first, as it can be read only once.
 *
 * @throws {InterruptedError} if the signal is aborted.
 */
export async function openBatchSource(request: BatchSourceRequest): Promise<BatchSource> {
  return request.data === "-" ? spoolInput(request) : fileSource(request);
}

function fileSource({ data, workingFolder, signal }: BatchSourceRequest): BatchSource {
  const file = resolve(workingFolder, data);
  const below = relative(workingFolder, file);
  const shown = below.startsWith(`..${sep}`) ? file : below;
  return {
    shown,
    trusted: true,
    read: () => readRows({ file, standardInput: Readable.from([]), format: null, shown, signal }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

async function spoolInput({ openInput, temporaryFolder, signal }: BatchSourceRequest): Promise<BatchSource> {
  // Renders remove what others that were killed have left under such names.
  const folder = await mkdtemp(join(temporaryFolder, `hyperframes-${process.pid}-`));
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const file = join(folder, "rows");
  try {
    await pipeline(openInput(), createWriteStream(file), { signal });
  } catch (error) {
    await dispose();
    throw signal.aborted ? new InterruptedError() : error;
  }
  return {
    shown: "standard input",
    trusted: false,
    read: () => readRows({ file: "-", standardInput: createReadStream(file), format: null, signal }),
    [Symbol.asyncDispose]: dispose,
  };
}
