import { createReadStream, createWriteStream } from "node:fs";
import { stat } from "node:fs/promises";
import { extname, join, relative, resolve, sep } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { explainSystemError } from "@hyperframes-engine/errors";
import { makeScratchFolder } from "@hyperframes-engine/store";
import {
  chooseRow,
  type DataOptions,
  type DataRow,
  openInput,
  readRows,
  resolveReading,
  type RowFiles,
  type RowReading,
} from "@hyperframes-engine/template";
import { InterruptedError } from "../../errors.ts";

/** Rows that can be read more than once. Disposing of it removes what was written for that. */
export interface BatchSource extends AsyncDisposable {
  /** What the rows' file is called in messages. */
  readonly shown: string;
  /** Whether the user keeps the rows in a file: anybody may have written standard input. */
  readonly trusted: boolean;
  /** What the user should know; complete once all rows were read. */
  readonly notices: ReadonlySet<string>;
  /** All rows, one after the other. */
  read(): AsyncGenerator<DataRow>;
}

/** Where rows are, and what is needed to get at them. */
export interface BatchSourceRequest extends DataOptions {
  /** A path; `-` is standard input. A row itself; `null` for the first of the project's own. */
  readonly data: string | Readonly<Record<string, unknown>> | null;
  /** What they are filled into, and the data that lies beside it. */
  readonly files: RowFiles;
  readonly openInput: () => Readable;
  readonly workingFolder: string;
  readonly temporaryFolder: string;
  readonly signal: AbortSignal;
}

/**
 * Makes rows readable. Standard input and pipes are written to a file first, as they can be read only once.
 *
 * @throws {InterruptedError} if the signal is aborted.
 * @throws {OptionError} if an option names a field that is not there.
 */
export async function openBatchSource(request: BatchSourceRequest): Promise<BatchSource> {
  const { data, workingFolder, files } = request;
  if (typeof data !== "string") return rowSource(request);
  const notices = new Set<string>();
  const notice = (text: string): void => void notices.add(text);
  const reading = await resolveReading(files.template, request, notice);
  if (data === "-") {
    const streamed = { stream: request.openInput(), file: "-", shown: "standard input" };
    return spoolStream(streamed, { ...request, reading, notices });
  }
  const file = resolve(workingFolder, data);
  const shown = shownName(file, workingFolder);
  const info = await stat(file).catch(() => null);
  if (info?.isFIFO()) {
    const { stream } = await openInput(file, shown);
    return spoolStream({ stream, file, shown }, { ...request, reading, notices });
  }
  return fileSource({ file, shown }, { ...request, reading, notices });
}

interface ReadRequest extends BatchSourceRequest {
  readonly reading: RowReading;
  readonly notices: ReadonlySet<string>;
}

/** As short as it is right. */
function shownName(file: string, workingFolder: string): string {
  const below = relative(workingFolder, file);
  return below.startsWith(`..${sep}`) ? file : below;
}

async function rowSource(request: BatchSourceRequest): Promise<BatchSource> {
  const { data, locate, trusted, notices } = await chooseRow(request.files, { ...request, choose: "first" });
  const { line = 1, file = "the data" } = locate([]) ?? {};
  return {
    ...{ shown: file, trusted, notices: new Set(notices) },
    async *read() {
      yield await Promise.resolve({ number: 1, line, data, error: null, locate });
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

function fileSource(
  { file, shown }: { readonly file: string; readonly shown: string },
  { signal, reading, notices }: ReadRequest,
): BatchSource {
  const standardInput = Readable.from([]);
  return {
    ...{ shown, trusted: true, notices },
    read: () => readRows({ file, standardInput, format: null, shown, reading, signal }),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

interface StreamedRows {
  readonly stream: Readable;
  readonly file: string;
  readonly shown: string;
}

async function spoolStream(
  { stream, file, shown }: StreamedRows,
  { temporaryFolder, signal, reading, notices }: ReadRequest,
): Promise<BatchSource> {
  const scratch = await makeScratchFolder(temporaryFolder);
  const copy = join(scratch.path, `rows${extname(file)}`);
  try {
    await pipeline(stream, createWriteStream(copy), { signal });
  } catch (error) {
    await scratch[Symbol.asyncDispose]();
    throw signal.aborted ? new InterruptedError() : explainSystemError(error, scratch.path);
  }
  return {
    ...{ shown, trusted: false, notices },
    // What has no name is told by how it begins.
    read: () => {
      const rows = { format: null, shown, reading, signal };
      const isInput = file === "-";
      const standardInput = isInput ? createReadStream(copy) : Readable.from([]);
      return readRows({ ...rows, file: isInput ? "-" : copy, standardInput });
    },
    [Symbol.asyncDispose]: () => scratch[Symbol.asyncDispose](),
  };
}
