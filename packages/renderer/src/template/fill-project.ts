import { copyFile, mkdir, mkdtemp, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { OutputError } from "../errors.ts";
import type { LoadedTemplate } from "./load-template.ts";
import type { FillOptions } from "./template.ts";

/** What to fill in, and where the project goes. */
export interface ProjectRequest {
  readonly data: unknown;
  /** A folder that is not there yet, or is empty. */
  readonly target: string;
  readonly options?: FillOptions;
}

/**
 * Writes a plain project: the template's files with one row of data in them, and nothing left to fill in. It appears whole or
 * not at all.
 *
 * @throws {DataFaultsError} with everything in the data that does not fit.
 * @throws {OutputError} if the folder has something in it, or cannot be written.
 */
export async function fillProject(loaded: LoadedTemplate, request: ProjectRequest): Promise<void> {
  const texts = loaded.template.fillIn(request.data, request.options);
  const target = resolve(request.target);
  try {
    await mkdir(dirname(target), { recursive: true });
    const beside = await mkdtemp(`${target}.part-`);
    try {
      await writeFiles(loaded, { texts, folder: beside });
      await rename(beside, target);
    } finally {
      await rm(beside, { recursive: true, force: true });
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOTEMPTY" || code === "EEXIST" || code === "ENOTDIR") {
      throw new OutputError("output-exists", `${target} is there already: choose another folder.`, error);
    }
    throw new OutputError(
      "output-not-writable",
      `The project ${target} cannot be written: ${String(error)}.`,
      error,
    );
  }
}

async function writeFiles(
  loaded: LoadedTemplate,
  { texts, folder }: { readonly texts: ReadonlyMap<string, string>; readonly folder: string },
): Promise<void> {
  const own = new Set(loaded.template.ownFiles);
  for (const path of loaded.paths.filter((one) => !own.has(one))) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    const text = texts.get(path);
    if (text === undefined) await copyFile(join(loaded.folder, path), file);
    else await writeFile(file, text);
  }
}
