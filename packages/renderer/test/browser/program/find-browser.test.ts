import { readFileSync } from "node:fs";
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { findBrowser, type BrowserRequest } from "../../../src/browser/program/find-browser.ts";
import { ToolMissingError } from "../../../src/errors.ts";
import { writeFakeBrowser } from "./find-browser-fakes.ts";

let folder: string;
/** A machine for which no Chromium is packaged, and on which nothing is installed. */
let bare: BrowserRequest;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "find-"));
  bare = {
    browser: null,
    environmentBrowser: null,
    cacheFolder: join(folder, "cache"),
    searchFolders: [join(folder, "bin")],
    homeFolder: join(folder, "home"),
    platform: "freebsd",
    architecture: "arm64",
  };
});

afterEach(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** Puts a fake where the lockfile's Chromium would be unpacked. */
async function unpackFake(): Promise<string> {
  const source = dirname(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")));
  const { version } = JSON.parse(readFileSync(join(source, "package.json"), "utf8")) as { version: string };
  const unpacked = join(bare.cacheFolder, `chromium-${version}`);
  const executable = await writeFakeBrowser(join(unpacked, "headless-shell"), "never asked");
  const { size } = await stat(executable);
  const marker = { version: "153.0.1.2", executableBytes: size, files: { "headless-shell": size } };
  await writeFile(join(unpacked, "unpacked.json"), JSON.stringify(marker));
  return executable;
}

describe("a named browser", () => {
  test("comes before all others, the option before HYPERFRAMES_BROWSER", async () => {
    const browser = await writeFakeBrowser(join(folder, "one"), "Chromium 1.2.3.4");
    const environmentBrowser = await writeFakeBrowser(
      join(folder, "two-headless-shell"),
      "Google Chrome 5.6.7.8 beta",
    );
    await writeFakeBrowser(join(folder, "bin/chrome-headless-shell"), "Chromium 9.9.9.9");
    expect(await findBrowser({ ...bare, browser, environmentBrowser })).toEqual({
      executable: browser,
      version: "1.2.3.4",
      product: "chrome",
      environment: {},
      reason: `chrome 1.2.3.4 at ${browser}, which \`browser\` names.`,
      mend: null,
    });
    expect(await findBrowser({ ...bare, environmentBrowser })).toMatchObject({
      version: "5.6.7.8",
      product: "headless-shell",
      reason: expect.stringContaining("HYPERFRAMES_BROWSER") as string,
    });
  });

  test("may be a name in the search path", async () => {
    const executable = await writeFakeBrowser(join(folder, "bin/my-chrome"), "Chromium 1.2.3.4");
    expect(await findBrowser({ ...bare, browser: "my-chrome" })).toMatchObject({ executable });
  });

  test.each([
    ["does not exist", () => join(folder, "nowhere"), /names .*nowhere, which does not exist/],
    ["is a folder", () => folder, /is not an executable file/],
    [
      "may not be run",
      async () => {
        const file = await writeFakeBrowser(join(folder, "file"), "Chromium 1.2.3.4");
        await chmod(file, 0o644);
        return file;
      },
      /is not an executable file/,
    ],
    [
      "fails",
      () => writeFakeBrowser(join(folder, "failing"), "", 7),
      /cannot be used: .*failing does not run: --version ended with code 7\./,
    ],
    [
      "is something else",
      () => writeFakeBrowser(join(folder, "other"), "Mozilla Firefox 140.0"),
      /is not a Chromium: --version answered "Mozilla Firefox 140.0"/,
    ],
  ])("that %s is refused, with advice", async (_, make, message) => {
    const failure = findBrowser({ ...bare, browser: await make() });
    await expect(failure).rejects.toThrow(ToolMissingError);
    await expect(failure).rejects.toThrow(message);
    await expect(failure).rejects.toThrow(/^`browser` names.*leave `browser` out\.$/);
  });
});

describe("the packaged browser", () => {
  test("is taken on Linux x64 without being asked for its version", async () => {
    const executable = await unpackFake();
    await writeFakeBrowser(join(folder, "bin/chrome-headless-shell"), "Chromium 9.9.9.9");
    expect(await findBrowser({ ...bare, platform: "linux", architecture: "x64" })).toEqual({
      executable,
      version: "153.0.1.2",
      product: "headless-shell",
      environment: { LD_LIBRARY_PATH: join(dirname(executable), "lib") },
      reason: expect.stringContaining("npm package") as string,
      mend: expect.any(Function) as () => Promise<void>,
    });
  });

  test("gives way to an installed one elsewhere, and says why", async () => {
    await unpackFake();
    const executable = await writeFakeBrowser(join(folder, "bin/chrome-headless-shell"), "Chromium 9.9.9.9");
    const found = await findBrowser(bare);
    expect(found.executable).toBe(executable);
    expect(found.reason).toContain("The packaged Chromium runs on linux x64, and this is freebsd arm64.");
  });
});

describe("an installed browser", () => {
  test("is a headless-shell before a Chrome, wherever they lie", async () => {
    await writeFakeBrowser(join(folder, "bin/google-chrome"), "Google Chrome 200.0.0.0");
    const playwright = "home/.cache/ms-playwright/chromium_headless_shell-1/chrome-linux/headless_shell";
    const executable = await writeFakeBrowser(join(folder, playwright), "Chromium 100.0.0.0");
    expect(await findBrowser(bare)).toMatchObject({ executable, product: "headless-shell" });
  });

  test("is the newest of those that Puppeteer has downloaded", async () => {
    for (const version of ["999.0.0.0", "1200.0.0.0", "131.0.0.0"]) {
      const path = `home/.cache/puppeteer/chrome-headless-shell/linux-${version}/chrome-headless-shell-linux64`;
      await writeFakeBrowser(join(folder, path, "chrome-headless-shell"), `Chromium ${version}`);
    }
    expect(await findBrowser(bare)).toMatchObject({ version: "1200.0.0.0" });
  });

  test("may be a Chrome in the applications folder of a Mac", async () => {
    const path = "home/Applications/Chromium.app/Contents/MacOS/Chromium";
    const executable = await writeFakeBrowser(join(folder, path), "Chromium 100.0.0.0");
    const chrome = await findBrowser({ ...bare, platform: "darwin", searchFolders: [join(folder, "none")] });
    expect(chrome).toMatchObject({ executable, product: "chrome" });
  });

  test("is passed over if it does not run, and the reason says so", async () => {
    await writeFakeBrowser(join(folder, "bin/chromium-headless-shell"), "", 1);
    const executable = await writeFakeBrowser(join(folder, "bin/chromium"), "Chromium 100.0.0.0");
    const found = await findBrowser(bare);
    expect(found.executable).toBe(executable);
    expect(found.reason).toContain("bin/chromium-headless-shell does not run");
  });

  test("is missed with a list of what was tried, and advice", async () => {
    await mkdir(join(folder, "bin"));
    const failure = findBrowser(bare);
    await expect(failure).rejects.toThrow(ToolMissingError);
    await expect(failure).rejects.toThrow(
      /No browser.*packaged Chromium.*installed\. Install.*HYPERFRAMES_BROWSER\.$/,
    );
  });
});
