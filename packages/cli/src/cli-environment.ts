import { resolve } from "node:path";
import { defaultCacheFolder, type Environment } from "@hyperframes-engine/renderer";

/** What the process says of its surroundings. */
interface ProcessSurroundings {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly temporary: string;
  readonly working: string;
}

/**
 * Reads the environment variables that rendering listens to: HYPERFRAMES_CACHE, HYPERFRAMES_BROWSER,
 * HYPERFRAMES_SANDBOX (`off` where a container is the sandbox), XDG_CACHE_HOME, TMPDIR.
 */
export function resolveCliEnvironment({
  variables,
  home,
  temporary,
  working,
}: ProcessSurroundings): Environment {
  return {
    cacheFolder: resolve(working, defaultCacheFolder(variables, home)),
    temporaryFolder: temporary,
    workingFolder: working,
    environmentBrowser: variables["HYPERFRAMES_BROWSER"] || null,
    sandbox: variables["HYPERFRAMES_SANDBOX"] !== "off" && process.getuid?.() !== 0,
  };
}
