import { accessSync, constants, existsSync, lstatSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, isAbsolute, join } from "node:path";
import { OutputError } from "../errors.ts";

/**
 * The folder where unpacked browsers and unfinished renders are kept: HYPERFRAMES_CACHE if it is set, else the user's
 * cache folder, else, where that cannot be written, one in the folder for temporary files. It need not exist yet.
 *
 * @param environment the environment variables, as in `process.env`.
 * @throws {OutputError} if none can be written.
 */
export function defaultCacheFolder(
  environment: Readonly<Record<string, string | undefined>>,
  homeFolder: string | null,
): string {
  const { HYPERFRAMES_CACHE: chosen, XDG_CACHE_HOME: userCache } = environment;
  if (chosen) return chosen;
  // A relative XDG_CACHE_HOME is to be ignored: https://specifications.freedesktop.org/basedir-spec/latest/
  const parents = [userCache, homeFolder && join(homeFolder, ".cache")].filter(Boolean) as string[];
  const folders = parents.filter((parent) => isAbsolute(parent)).map((parent) => join(parent, "hyperframes"));
  const found = folders.find((folder) => isWritable(folder)) ?? temporaryCacheFolder();
  if (found !== undefined) return found;
  const tried = [...folders, tmpdir()].join(", ");
  throw new OutputError(
    "output-not-writable",
    `No folder for the cache can be written; tried ${tried}. Let HYPERFRAMES_CACHE name one.`,
  );
}

/** Whether a folder can be written, or made. */
function isWritable(folder: string): boolean {
  if (!existsSync(folder)) return dirname(folder) !== folder && isWritable(dirname(folder));
  try {
    accessSync(folder, constants.W_OK | constants.X_OK);
    return statSync(folder).isDirectory();
  } catch {
    return false;
  }
}

/** Programs are run from the cache, so another user's folder or link of that name must not do. */
function temporaryCacheFolder(): string | undefined {
  const user = process.getuid?.();
  const folder = join(tmpdir(), user === undefined ? "hyperframes" : `hyperframes-${user}`);
  const isOurs = !existsSync(folder) || user === undefined || lstatSync(folder).uid === user;
  return isOurs && isWritable(folder) ? folder : undefined;
}
