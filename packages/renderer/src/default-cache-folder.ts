import { join } from "node:path";

/** TEMP */
export function defaultCacheFolder(environment: Readonly<Record<string, string | undefined>>, homeFolder: string): string {
  return environment["HYPERFRAMES_CACHE"] || join(environment["XDG_CACHE_HOME"] || join(homeFolder, ".cache"), "hyperframes");
}
