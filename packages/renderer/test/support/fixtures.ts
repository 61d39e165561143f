import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { defaultCacheFolder } from "../../src/browser/find-cache-folder.ts";
import { temporaryFolder, type TemporaryFolder } from "./temporary-folder.ts";

/** The root of the repository. */
export const repository = fileURLToPath(new URL("../../../../", import.meta.url));

/** Chromium is unpacked once for all tests. */
export const cacheFolder = defaultCacheFolder(process.env, homedir());

/** By its path, so that it is asked for its encoders once in a process. */
export const ffmpeg =
  (process.env["PATH"] ?? "")
    .split(delimiter)
    .map((folder) => join(folder, "ffmpeg"))
    .find((file) => existsSync(file)) ?? "ffmpeg";

/** The folder of a fixture in `test/fixtures`. */
export function fixture(name: string): string {
  return join(repository, "test/fixtures", name);
}

/** A project of one page, given as text, that is deleted at the end of its block. */
export async function project(html: string): Promise<TemporaryFolder> {
  const folder = await temporaryFolder();
  await writeFile(join(folder.path, "index.html"), html);
  return folder;
}

/** The usual root, 320×180 at 30 frames per second, around some HTML. `attributes` come last, and win. */
export function composition(content: string, attributes = ""): string {
  const given = new Set(Array.from(attributes.matchAll(/([\w-]+)=/g), ([, name]) => name));
  const usual = ["data-width=320", "data-height=180", "data-fps=30"].filter(
    (attribute) => !given.has(attribute.split("=")[0]),
  );
  return `<!doctype html><meta charset="utf-8">
    <body><div data-composition-id="main" ${usual.join(" ")} ${attributes}>${content}</div>`;
}
