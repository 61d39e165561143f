import { access, constants, readdir, rm, rmdir, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { execa } from "execa";
import { OutputError } from "../errors.ts";
import { makeFolder } from "../make-folder.ts";

/** A file that is to be written. */
export interface OutputRequest {
  readonly file: string;
  /** What is written into the file's metadata, and tells our own files from others. */
  readonly comment: string;
  readonly force: boolean;
  readonly ffmpeg: string;
}

/**
 * The file that will be written, and the one beside it that is renamed to it once it is whole. Disposing of it removes
 * the one beside it, and folders that were made for nothing.
 */
export interface ClaimedOutput extends AsyncDisposable {
  readonly file: string;
  readonly temporaryFile: string;
}

/**
 * Makes sure that a file may be and can be written, before anything is rendered. A file that was rendered from the
 * same composition may be replaced; any other is kept unless `force` is set.
 *
 * @throws {OutputError} if it may not or cannot.
 */
export async function claimOutput(request: OutputRequest): Promise<ClaimedOutput> {
  const folder = dirname(request.file);
  const firstMade = await makeWritable(folder);
  const existing = await stat(request.file).catch(() => null);
  if (existing?.isDirectory()) {
    throw new OutputError("output-not-writable", `${request.file} is a folder. Name a file with -o.`);
  }
  if (existing && !request.force && (await readComment(request)) !== request.comment) {
    throw new OutputError(
      "output-exists",
      `${request.file} exists and was not rendered from this composition. Give --force to overwrite it, or another -o.`,
    );
  }
  const temporaryFile = join(folder, `.${basename(request.file)}.${process.pid}.partial`);
  await rm(temporaryFile, { force: true });
  return {
    file: request.file,
    temporaryFile,
    async [Symbol.asyncDispose]() {
      await rm(temporaryFile, { force: true });
      if (firstMade !== undefined) await removeEmpty(folder, firstMade);
    },
  };
}

/** Returns the uppermost folder that had to be made. */
async function makeWritable(folder: string): Promise<string | undefined> {
  try {
    const firstMade = await makeFolder(folder);
    await access(folder, constants.W_OK | constants.X_OK);
    return firstMade;
  } catch (error) {
    throw new OutputError(
      "output-not-writable",
      `The folder ${folder} cannot be written. Name another file with -o, or change the folder's rights.`,
      error,
    );
  }
}

/** Removes a folder and those around it up to `last`, as far as nothing is in them. */
async function removeEmpty(folder: string, last: string): Promise<void> {
  const names = await readdir(folder).catch(() => null);
  if (names?.length !== 0) return;
  await rmdir(folder);
  if (folder !== last) await removeEmpty(dirname(folder), last);
}

/** The comment in a file's metadata, which is how we know our own: https://ffmpeg.org/ffmpeg-formats.html#Metadata-2 */
async function readComment({ ffmpeg, file }: OutputRequest): Promise<string | null> {
  const { stdout } = await execa(ffmpeg, ["-v", "quiet", "-i", file, "-f", "ffmetadata", "pipe:1"], {
    reject: false,
  });
  const line = /^comment=(.*)$/m.exec(stdout)?.[1];
  return line === undefined ? null : line.replaceAll(/\\([\\=;#])/g, "$1");
}
