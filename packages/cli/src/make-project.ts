import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { RenderError } from "@hyperframes-engine/renderer";
import { makeWholeFolder } from "@hyperframes-engine/store";

/** A file of a new project: where it is copied from, or its text. */
export type NewFile = { readonly copy: string } | { readonly text: string };

/**
 * Makes a folder with files, by their paths below it, whole or not at all. One that is there must be empty, but for hidden files.
 *
 * @throws {RenderError} if there is something in it, or it cannot be written.
 */
export async function makeProject(folder: string, files: ReadonlyMap<string, NewFile>): Promise<void> {
  const entries = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw new RenderError("output-exists", `${folder} is no folder: choose another name.`, { cause: error });
  });
  if (entries?.some((name) => !name.startsWith("."))) {
    throw new RenderError("output-exists", `There are files in ${folder}: choose another name.`);
  }
  try {
    // Who stands in an empty folder would lose it if another took its place.
    if (entries) await writeFiles(folder, files);
    else await makeWholeFolder(folder, (partial) => writeFiles(partial, files));
  } catch (error) {
    throw new RenderError("output-not-writable", `${folder} cannot be written: ${String(error)}.`, {
      cause: error,
    });
  }
}

async function writeFiles(folder: string, files: ReadonlyMap<string, NewFile>): Promise<void> {
  for (const [path, file] of files) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    // A copy would keep the mode of its source, which may be read-only.
    const content = "copy" in file ? await readFile(file.copy) : file.text;
    await writeFile(target, content, { flag: "wx" });
  }
}
