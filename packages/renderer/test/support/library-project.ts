import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { ShippedLibraries } from "../../src/browser/libraries/shipped-libraries.ts";

/** The folder of the GSAP that is shipped. */
export const gsap = dirname(createRequire(import.meta.url).resolve("gsap/package.json"));
/** Its version. */
export const { version } = JSON.parse(readFileSync(join(gsap, "package.json"), "utf8")) as {
  version: string;
};
/** Its parts. */
export const [major, minor] = version.split(".").map(Number) as [number, number];

/** A GSAP of a project's own, of another minor version. */
export const ownVersion = `${major}.${minor + 1}.0`;
/** Its package.json. */
export const ownManifest = JSON.stringify({ name: "gsap", version: ownVersion, main: "dist/gsap.js" });
/** Its files. */
export const ownFiles = { "package.json": ownManifest, "dist/gsap.js": "own" };

/** A project below a package, in a folder of its own, which whoever makes it removes. */
export async function libraryProject(): Promise<{
  readonly root: string;
  readonly project: string;
  readonly libraries: ShippedLibraries;
}> {
  const root = await mkdtemp(join(tmpdir(), "shipped-libraries-"));
  const project = join(root, "package", "videos", "one");
  await mkdir(project, { recursive: true });
  return { root, project, libraries: new ShippedLibraries(project) };
}

/** Puts GSAP into a folder's `node_modules`. */
export async function install(folder: string, files: Record<string, string>): Promise<string> {
  const target = join(folder, "node_modules", "gsap");
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(target, path)), { recursive: true });
    await writeFile(join(target, path), content);
  }
  return target;
}
