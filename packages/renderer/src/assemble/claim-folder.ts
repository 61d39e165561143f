import { readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { partialName, syncFiles, syncFolder } from "@hyperframes-engine/store";
import { OutputError } from "../errors.ts";
import { checkReplaceable } from "./check-replaceable.ts";
import type { ClaimedOutput, OutputRequest } from "./claim-output.ts";
import { makeWritable, removeEmpty } from "./made-folders.ts";
import { readPngComment } from "./png/png-comment.ts";
import type { SequenceName } from "./sequence-name.ts";

/** A folder of pictures that is to be written. */
type FolderRequest = Pick<OutputRequest, "comment" | "force"> & Pick<SequenceName, "folder" | "matches">;

/**
 * Makes sure that a folder may be and can be filled, before anything is rendered. One that is empty, or holds nothing
 * but pictures that were rendered from the same composition, is replaced as a whole. With `force`, pictures are put
 * among whatever else is there, over files of the same name.
 *
 * @throws {OutputError} if it may not or cannot.
 */
export async function claimFolder(request: FolderRequest): Promise<ClaimedOutput> {
  const { folder } = request;
  const parent = dirname(folder);
  const firstMade = await makeWritable(parent);
  const replace = await chooseReplacement(request);
  const temporaryFile = partialName(folder);
  return {
    file: folder,
    temporaryFile,
    commit: () => replace(temporaryFile, folder),
    async [Symbol.asyncDispose]() {
      await rm(temporaryFile, { recursive: true, force: true });
      if (firstMade !== undefined) await removeEmpty(parent, firstMade);
    },
  };
}

type Replace = (made: string, folder: string) => Promise<void>;

async function chooseReplacement(request: FolderRequest): Promise<Replace> {
  const { folder, force } = request;
  const existing = await checkReplaceable(folder);
  if (!existing) return rename;
  if (!existing.isDirectory()) {
    throw new OutputError("output-not-writable", `${folder} is a file. Name a folder with \`output\`.`);
  }
  await makeWritable(folder);
  if (await isOurs(request)) return swap;
  if (force) return pour;
  throw new OutputError(
    "output-exists",
    `${folder} holds files that were not rendered from this composition. Name another folder with \`output\`, or give ` +
      "`force` to put the pictures among them.",
  );
}

async function isOurs({ folder, comment, matches }: FolderRequest): Promise<boolean> {
  const names = await readdir(folder);
  if (!names.every((name) => matches(name))) return false;
  for (const name of names) if ((await readPngComment(join(folder, name))) !== comment) return false;
  return true;
}

/** The folder that was there goes only when the new one is in its place. */
async function swap(made: string, folder: string): Promise<void> {
  const old = `${made}.old`;
  await syncFiles(made);
  await rename(folder, old);
  try {
    await rename(made, folder);
  } catch (error) {
    await rename(old, folder);
    throw error;
  }
  await syncFolder(dirname(folder));
  await rm(old, { recursive: true, force: true });
}

async function pour(made: string, folder: string): Promise<void> {
  const names = await readdir(made);
  for (const name of names) await checkReplaceable(join(folder, name));
  for (const name of names) await rename(join(made, name), join(folder, name));
}
