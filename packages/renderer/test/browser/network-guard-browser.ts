import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Page } from "puppeteer-core";
import { browserFlags } from "../../src/browser/flags.ts";
import { unpackChromium } from "../../src/browser/unpack-chromium.ts";

/** A browser as renders have it, with one empty page. */
export interface TestBrowser extends AsyncDisposable {
  readonly page: Page;
}

/** Starts the shipped Chromium with the renderer's own flags and some for the network. */
export async function launchTestBrowser(networkFlags: readonly string[]): Promise<TestBrowser> {
  const { executable, libraryFolder } = await unpackChromium(join(tmpdir(), "hyperframes-test-cache"));
  const profileFolder = await mkdtemp(join(tmpdir(), "network-guard-"));
  const browser = await puppeteer.launch({
    executablePath: executable,
    pipe: true,
    ignoreDefaultArgs: true,
    waitForInitialPage: false,
    args: browserFlags({
      networkFlags,
      profileFolder,
      sandbox: process.getuid?.() !== 0,
      beginFrameControl: true,
      sharedMemory: false,
    }),
    env: { LD_LIBRARY_PATH: libraryFolder, FONTCONFIG_FILE: join(profileFolder, "none.conf") },
  });
  return {
    page: await browser.newPage(),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await rm(profileFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    },
  };
}
