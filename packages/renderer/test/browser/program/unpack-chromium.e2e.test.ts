import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { access, mkdir, mkdtemp, open, readdir, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser, type LaunchRequest } from "../../../src/browser/launch-browser.ts";
import { findBrowser } from "../../../src/browser/program/find-browser.ts";
import { unpackChromium } from "../../../src/browser/program/unpack-chromium.ts";
import { InterruptedError, OutputError } from "../../../src/errors.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const script = join(import.meta.dirname, "../../../src/browser/program/unpack-chromium.ts");
let cacheFolder: string;

beforeAll(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), "unpack-"));
});

afterAll(async () => {
  await rm(cacheFolder, { recursive: true, force: true });
});

test("is not deceived by an unpacking that was killed, and clears up after it", async () => {
  const child = spawn(process.execPath, [script, cacheFolder]);
  while (!(await readdir(cacheFolder, { recursive: true })).some((name) => name.includes("/filled/")))
    await wait(1);
  child.kill("SIGKILL");
  await once(child, "exit");
  const [left = ""] = await readdir(cacheFolder);
  expect(left).toMatch(/^hyperframes-/);
  const unpacked = await unpackChromium(cacheFolder);
  expect(await readdir(cacheFolder)).not.toContain(left);
  await expect(access(unpacked.executable)).resolves.toBeUndefined();
});

test("gives an executable that answers, its libraries and SwiftShader", async () => {
  const { executable, libraryFolder, version } = await unpackChromium(cacheFolder);
  const { stdout } = await promisify(execFile)(executable, ["--version"], {
    env: { LD_LIBRARY_PATH: libraryFolder },
  });
  expect(stdout.trim()).toBe(`Chromium ${version}`);
  expect(version).toMatch(/^153\.0\.\d+\.\d+$/);
  expect(await readdir(libraryFolder)).toContain("libnss3.so");
  expect(await readdir(dirname(executable))).toEqual(
    expect.arrayContaining(["libEGL.so", "libGLESv2.so", "libvk_swiftshader.so", "vk_swiftshader_icd.json"]),
  );
});

test("leaves what is there", async () => {
  const { executable } = await unpackChromium(cacheFolder);
  const { ino } = await stat(executable);
  await unpackChromium(cacheFolder);
  expect((await stat(executable)).ino).toBe(ino);
});

test("mends a file that was cut short or deleted, also when two do so at once", async () => {
  const { executable, libraryFolder } = await unpackChromium(cacheFolder);
  const { size } = await stat(executable);
  await truncate(executable, size / 2);
  await rm(join(libraryFolder, "libnss3.so"));
  const unpacked = await Promise.all([unpackChromium(cacheFolder), unpackChromium(cacheFolder)]);
  expect(unpacked[0]).toEqual(unpacked[1]);
  expect((await stat(executable)).size).toBe(size);
  expect(await readdir(libraryFolder)).toContain("libnss3.so");
  expect(await readdir(cacheFolder)).toHaveLength(1);
});

test("is unpacked again, once, if it does not start though every file has its size", async () => {
  const found = await findBrowser({ browser: null, environmentBrowser: null, cacheFolder });
  const file = await open(found.executable, "r+");
  await file.write(Buffer.alloc(4096), 0, 4096, 0);
  await file.close();
  await using scratch = await temporaryFolder();
  const request: LaunchRequest = {
    found,
    fontConfigFile: "/dev/null",
    sandbox: false,
    issueFrames: true,
    anyProcessor: false,
    scratchFolder: scratch.path,
    signal: new AbortController().signal,
  };
  await expect(launchBrowser({ ...request, found: { ...found, mend: null } })).rejects.toThrow(
    /^The browser \S+ did not start: /,
  );
  await using launched = await launchBrowser(request);
  expect(await launched.connection.send("Browser.getVersion")).toMatchObject({
    product: expect.stringContaining(found.version) as string,
  });
  const useless = { ...found, executable: "/bin/false" };
  await expect(launchBrowser({ ...request, found: useless })).rejects.toThrow(
    /did not start: .* It was unpacked anew, which did not help\.$/s,
  );
});

test("ends early if that is wanted, and leaves nothing", async () => {
  const stop = new AbortController();
  const empty = join(cacheFolder, "interrupted");
  const unpacking = unpackChromium(empty, stop.signal);
  while ((await readdir(empty).catch(() => [])).length === 0) await wait(1);
  stop.abort();
  await expect(unpacking).rejects.toThrow(InterruptedError);
  expect(await readdir(empty)).toEqual([]);
  await rm(empty, { recursive: true });
});

test("says so if the folder cannot be written", async () => {
  await mkdir(join(cacheFolder, "other"));
  await writeFile(join(cacheFolder, "other", "file"), "");
  const failure = unpackChromium(join(cacheFolder, "other", "file"));
  await expect(failure).rejects.toThrow(OutputError);
  await expect(failure).rejects.toThrow(/HYPERFRAMES_CACHE/);
});
