import { tmpdir } from "node:os";
import { afterAll } from "vitest";
import { BrowserPool, type BrowserWish } from "../../src/browser/browser-pool.ts";
import { prepareFonts } from "../../src/browser/fonts/fonts.ts";
import { findBrowser } from "../../src/browser/program/find-browser.ts";
import { cacheFolder } from "./fixtures.ts";

/** The browsers of a file's tests: each page has a context of its own, and costs a tenth of a browser. */
export const browsers = new BrowserPool({ temporaryFolder: tmpdir(), keep: 3 });

afterAll(() => browsers[Symbol.asyncDispose]());

/** What a test's browser is like: the packaged one, or the one that is named. */
export async function wishFor({
  issueFrames,
  browser = null,
}: {
  readonly issueFrames: boolean;
  readonly browser?: string | null;
}): Promise<BrowserWish> {
  return {
    found: await findBrowser({ browser, environmentBrowser: null, cacheFolder }),
    fontConfigFile: (await prepareFonts(cacheFolder)).configFile,
    sandbox: process.getuid?.() !== 0,
    issueFrames,
  };
}
