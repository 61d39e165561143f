import { homedir, tmpdir } from "node:os";
import { join } from "node:path";

/** What the process gives that the user does not: passed in, so that nothing below looks for it. */
export interface Environment {
  /**
   * Where unpacked browsers, fonts and unfinished renders are kept.
   * @default `.cache/hyperframes` in the home folder
   */
  readonly cacheFolder: string;
  /**
   * Where what lives only as long as the render is kept.
   * @default the system's folder for temporary files
   */
  readonly temporaryFolder: string;
  /**
   * The folder that relative paths start from.
   * @default `.`
   */
  readonly workingFolder: string;
  /**
   * A browser named by the environment.
   * @default `null`
   */
  readonly environmentBrowser: string | null;
  /**
   * Whether Chrome's sandbox is on; root cannot use it: https://crbug.com/638180
   * @default on, except for root
   */
  readonly sandbox: boolean;
}

/** Completes what the caller gives. */
export function resolveEnvironment(given: Partial<Environment> = {}): Environment {
  return {
    cacheFolder: given.cacheFolder ?? join(homedir(), ".cache", "hyperframes"),
    temporaryFolder: given.temporaryFolder ?? tmpdir(),
    workingFolder: given.workingFolder ?? ".",
    environmentBrowser: given.environmentBrowser ?? null,
    sandbox: given.sandbox ?? process.getuid?.() !== 0,
  };
}
