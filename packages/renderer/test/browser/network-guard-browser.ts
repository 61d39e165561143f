import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import puppeteer, { type Page } from "puppeteer-core";
import { browserFlags } from "../../src/browser/flags.ts";
import type { LibrarySession } from "../../src/browser/libraries/shipped-libraries.ts";
import { contextProxy, type ProxyAccess } from "../../src/browser/network-guard.ts";
import { unpackChromium } from "../../src/browser/program/unpack-chromium.ts";
import { cacheFolder } from "../support/fixtures.ts";

/** A browser as renders have it, with one empty page. */
export interface TestBrowser extends AsyncDisposable {
  readonly page: Page;
}

/** Starts the shipped Chromium with the renderer's own flags, and a page that goes through a guard. */
export async function launchTestBrowser(
  access: ProxyAccess | null,
  change = (flags: readonly string[]): readonly string[] => flags,
): Promise<TestBrowser> {
  const { executable, libraryFolder } = await unpackChromium(cacheFolder);
  const profileFolder = await mkdtemp(join(tmpdir(), "network-guard-"));
  const browser = await puppeteer.launch({
    executablePath: executable,
    pipe: true,
    ignoreDefaultArgs: true,
    waitForInitialPage: false,
    args: change(
      browserFlags({
        profileFolder,
        sandbox: process.getuid?.() !== 0,
        beginFrameControl: true,
        anyProcessor: false,
        sharedMemory: false,
      }),
    ).slice(),
    env: { LD_LIBRARY_PATH: libraryFolder, FONTCONFIG_FILE: join(profileFolder, "none.conf") },
  });
  const context = await browser.createBrowserContext(access ? proxyOf(access) : {});
  return {
    page: await context.newPage(),
    async [Symbol.asyncDispose]() {
      await browser.close();
      await rm(profileFolder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 });
    },
  };
}

function proxyOf(access: ProxyAccess): { proxyServer: string; proxyBypassList: string[] } {
  const { proxyServer, proxyBypassList } = contextProxy(access);
  return { proxyServer, proxyBypassList: [proxyBypassList] };
}

/** A session of puppeteer's, as ours are. */
export async function sessionOf(page: Page): Promise<LibrarySession> {
  const session = await page.createCDPSession();
  return {
    on: (event, listener) => void session.on(event as never, listener as never),
    send: (method, params) => session.send(method as never, params as never),
  };
}
