import { access, constants, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { isDiskFull } from "@hyperframes-engine/errors";
import { makeFolder, partialName, putInPlace } from "@hyperframes-engine/store";
import { checkReplaceable } from "../assemble/check-replaceable.ts";
import { diskFull, OutputError } from "../errors.ts";

/**
 * Makes sure that files may be and can be written.
 *
 * @throws {OutputError} if one is there and `force` is not set, or if its folder cannot be written.
 */
export async function claimPictures(files: readonly string[], force: boolean): Promise<void> {
  for (const file of files) {
    const existing = await checkReplaceable(file);
    if (existing?.isDirectory()) {
      throw new OutputError("output-not-writable", `${file} is a folder. Name a file with \`output\`.`);
    }
    if (existing && !force) {
      throw new OutputError(
        "output-exists",
        `${file} exists. Give \`force\` to overwrite it, or another \`output\`.`,
      );
    }
    await requireWritable(dirname(file));
  }
}

async function requireWritable(folder: string): Promise<void> {
  // What is missing is made when there is something to put into it.
  const existing = await stat(folder).catch(() => null);
  if (!existing && folder !== dirname(folder)) {
    await requireWritable(dirname(folder));
    return;
  }
  await access(folder, constants.W_OK | constants.X_OK).catch((error: unknown) => notWritable(folder, error));
}

/**
 * Writes files so that each is either as it was or whole: all of them beside their places, then all into them.
 *
 * @throws {OutputError} if that cannot be done; nothing half-written is left.
 */
export async function writePictures(
  pictures: ReadonlyArray<{ readonly file: string; readonly bytes: Uint8Array }>,
): Promise<void> {
  const renames = pictures.map(({ file, bytes }) => ({
    file,
    bytes,
    temporary: partialName(file),
  }));
  const begun: string[] = [];
  try {
    for (const { file, bytes, temporary } of renames) {
      await makeFolder(dirname(file));
      begun.push(temporary);
      await writeFile(temporary, bytes);
    }
    for (const { file, temporary } of renames) await putInPlace(temporary, file, { durable: true });
  } catch (error) {
    if (isDiskFull(error)) throw diskFull(dirname(pictures[0]?.file ?? "."), error);
    notWritable(dirname(pictures[0]?.file ?? "."), error);
  } finally {
    await Promise.all(begun.map((temporary) => rm(temporary, { force: true })));
  }
}

function notWritable(folder: string, error: unknown): never {
  throw new OutputError(
    "output-not-writable",
    `The folder ${folder} cannot be written. Name another file with \`output\`, or change the folder's rights.`,
    error,
  );
}
