import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "puppeteer-core";
import { launchBrowser } from "../../src/browser/launch-browser.ts";
import { unpackChromium } from "../../src/browser/unpack-chromium.ts";

/** A browser as renders have it, with one empty page. */
export interface TestBrowser extends AsyncDisposable {
  readonly page: Page;
}

/** Starts the shipped Chromium with the renderer's own flags and some for the network. */
export async function launchTestBrowser(networkFlags: readonly string[]): Promise<TestBrowser> {
  const { executable, libraryFolder, version } = await unpackChromium(
    join(tmpdir(), "hyperframes-test-cache"),
  );
  const scratchFolder = await mkdtemp(join(tmpdir(), "network-guard-"));
  const launched = await launchBrowser({
    found: {
      executable,
      version,
      product: "headless-shell",
      environment: { LD_LIBRARY_PATH: libraryFolder },
      reason: "shipped",
    },
    fontConfigFile: join(scratchFolder, "none.conf"),
    networkFlags,
    sandbox: process.getuid?.() !== 0,
    scratchFolder,
    issueFrames: true,
    scale: 1,
  });
  return {
    page: await launched.browser.newPage(),
    async [Symbol.asyncDispose]() {
      await launched[Symbol.asyncDispose]();
      await rm(scratchFolder, { recursive: true });
    },
  };
}
