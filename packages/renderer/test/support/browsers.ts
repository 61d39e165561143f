import { tmpdir } from "node:os";
import { BrowserPool, type BrowserWish } from "../../src/browser/browser-pool.ts";
import { prepareFonts } from "../../src/browser/fonts/fonts.ts";
import { findBrowser } from "../../src/browser/program/find-browser.ts";
import { cacheFolder } from "./fixtures.ts";
import { whenWorkerEnds } from "./worker-environment.ts";

/** The browsers of all files that one process tests: each page has a context of its own, and costs a tenth of a browser. */
export const browsers = new BrowserPool({ temporaryFolder: tmpdir(), keep: 3 });

whenWorkerEnds(() => browsers[Symbol.asyncDispose]());

/** What a test's browser is like: the packaged one, or the one that is named. */
export async function wishFor({
  issueFrames,
  browser = null,
  anyProcessor = false,
}: {
  readonly issueFrames: boolean;
  readonly anyProcessor?: boolean;
  readonly browser?: string | null;
}): Promise<BrowserWish> {
  return {
    found: await findBrowser({ browser, environmentBrowser: null, cacheFolder }),
    fontConfigFile: (await prepareFonts(cacheFolder)).configFile,
    sandbox: process.getuid?.() !== 0,
    issueFrames,
    anyProcessor,
  };
}
