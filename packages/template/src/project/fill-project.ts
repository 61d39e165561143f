import { constants, copyFile, mkdir, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { diskFull, isDiskFull, OutputError } from "@hyperframes-engine/errors";
import { makeWholeFolder } from "@hyperframes-engine/store";
import type { PageRules } from "../page-rules.ts";
import type { FillOptions } from "../template.ts";
import type { LoadedTemplate } from "./load-template.ts";

/** A project that was written. */
interface WrittenProject {
  /** Where each of its files was copied from, by path below it; those that data changes are left out. */
  readonly copies: ReadonlyMap<string, string>;
  readonly rules: PageRules;
}

/** What to fill in, and where the project goes. */
interface ProjectRequest {
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
export async function fillProject(loaded: LoadedTemplate, request: ProjectRequest): Promise<WrittenProject> {
  const { texts, rules } = loaded.template.fillFiles(request.data, request.options);
  const target = resolve(request.target);
  try {
    await makeWholeFolder(target, (partial) => writeFiles(loaded, { texts, folder: partial }));
    return { copies: new Map([...loaded.files].filter(([path]) => !texts.has(path))), rules };
  } catch (error) {
    if (isDiskFull(error)) throw diskFull(dirname(target), error);
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
  for (const [path, text] of loaded.made) await writeFile(join(folder, path), text);
  for (const [path, source] of loaded.files) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    const text = texts.get(path);
    // Where the file system can, both share their bytes until one of them changes.
    if (text === undefined) await copyFile(source, file, constants.COPYFILE_FICLONE);
    else await writeFile(file, text);
  }
}
