import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import { partialName, putInPlace } from "@hyperframes-engine/store";
import { execa } from "execa";
import { OutputError } from "../errors.ts";
import { checkReplaceable } from "./check-replaceable.ts";
import { makeWritable, removeEmpty } from "./made-folders.ts";
import { readPngComment } from "./png/png-comment.ts";

/** A file that is to be written. */
export interface OutputRequest {
  readonly file: string;
  /** What is written into the file's metadata, and tells our own files from others. */
  readonly comment: string;
  readonly force: boolean;
  readonly ffmpeg: string;
}

/**
 * The file or folder that will be written, and the one beside it that takes its place once it is whole. Disposing of it
 * removes the one beside it, and folders that were made for nothing.
 */
export interface ClaimedOutput extends AsyncDisposable {
  readonly file: string;
  readonly temporaryFile: string;
  /** Puts what was written in its place. */
  commit(): Promise<void>;
}

/**
 * Makes sure that a file may be and can be written, before anything is rendered. A file that was rendered from the
 * same composition may be replaced; any other is kept unless `force` is set.
 *
 * @throws {OutputError} if it may not or cannot.
 */
export async function claimOutput(request: OutputRequest): Promise<ClaimedOutput> {
  const { file } = request;
  const folder = dirname(file);
  const existing = await checkReplaceable(file);
  const firstMade = await makeWritable(folder);
  if (existing?.isDirectory()) {
    throw new OutputError("output-not-writable", `${file} is a folder. Name a file with \`output\`.`);
  }
  if (existing && !request.force && (await readComment(request)) !== request.comment) {
    throw new OutputError(
      "output-exists",
      `${file} exists and was not rendered from this composition. Give \`force\` to overwrite it, or another \`output\`.`,
    );
  }
  const temporaryFile = partialName(file);
  return {
    file,
    temporaryFile,
    commit: () => putInPlace(temporaryFile, file, { durable: true }),
    async [Symbol.asyncDispose]() {
      await rm(temporaryFile, { force: true });
      if (firstMade !== undefined) await removeEmpty(folder, firstMade);
    },
  };
}

/** The comment in a file's metadata, which is how we know our own: https://ffmpeg.org/ffmpeg-formats.html#Metadata-2 */
async function readComment({ ffmpeg, file }: OutputRequest): Promise<string | null> {
  const inPng = await readPngComment(file);
  if (inPng !== null) return inPng;
  const { stdout } = await execa(ffmpeg, ["-v", "quiet", "-i", file, "-f", "ffmetadata", "pipe:1"], {
    reject: false,
  });
  // Matroska's names are in capitals.
  const line = /^comment=(.*)$/im.exec(stdout)?.[1];
  return line === undefined ? null : line.replaceAll(/\\([\\=;#])/g, "$1");
}
