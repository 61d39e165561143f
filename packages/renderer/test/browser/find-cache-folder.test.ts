import { execFile } from "node:child_process";
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { defaultCacheFolder } from "../../src/browser/find-cache-folder.ts";

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), "home-"));
});

afterEach(async () => {
  await rm(home, { recursive: true, force: true });
});

test("is what HYPERFRAMES_CACHE says", () => {
  expect(defaultCacheFolder({ HYPERFRAMES_CACHE: "here", XDG_CACHE_HOME: home }, home)).toBe("here");
});

test("is in XDG_CACHE_HOME, if that is an absolute path", () => {
  expect(defaultCacheFolder({ XDG_CACHE_HOME: join(home, "xdg") }, home)).toBe(
    join(home, "xdg", "hyperframes"),
  );
  expect(defaultCacheFolder({ XDG_CACHE_HOME: "xdg" }, home)).toBe(join(home, ".cache", "hyperframes"));
});

test("is in the home folder, and is not made yet", async () => {
  expect(defaultCacheFolder({}, home)).toBe(join(home, ".cache", "hyperframes"));
  await expect(rm(join(home, ".cache"))).rejects.toThrow("ENOENT");
});

test.each([
  ["there is no home", (): Promise<string | null> => Promise.resolve(null)],
  ["the home is a relative path", (): Promise<string> => Promise.resolve("home")],
  [
    "the home is no folder",
    async (): Promise<string> => {
      await writeFile(join(home, "file"), "");
      return join(home, "file");
    },
  ],
])("is in the folder for temporary files if %s", async (_, make) => {
  expect(defaultCacheFolder({}, await make())).toBe(join(tmpdir(), `hyperframes-${process.getuid?.()}`));
});

test("is in the folder for temporary files if the home cannot be written", async () => {
  await chmod(home, 0o555);
  const module = JSON.stringify(join(import.meta.dirname, "../../src/browser/find-cache-folder.ts"));
  const code = `const { defaultCacheFolder } = await import(${module}); console.log(defaultCacheFolder({}, process.argv[1]))`;
  // Root may write everywhere.
  const user = process.getuid?.() === 0 ? { uid: 65_534 } : {};
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--input-type=module", "-e", code, home],
    user,
  );
  expect(stdout).toMatch(/hyperframes-\d+\n$/);
});
