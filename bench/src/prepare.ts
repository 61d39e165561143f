import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openProject } from "../../packages/template/src/project/open-project.ts";
import { plainData } from "../../packages/template/src/rows/data-options.ts";
import type { BenchComposition } from "./compositions.ts";
import { cache, repository } from "./paths.ts";

const fromRenderer = createRequire(join(repository, "packages/renderer/package.json"));
const gsapFromNetwork = "https://cdn.jsdelivr.net/npm/gsap@3/dist/gsap.min.js";

/** Families that renderers replace, each by files of its own choice; here all get the same ones. */
const fonts: ReadonlyMap<string, string> = new Map([
  ["Arial", "arimo"],
  ["Times New Roman", "tinos"],
  ["Courier New", "cousine"],
]);

/**
 * Copies a composition so that every renderer can show it alike without a network: with GSAP beside it, and with
 * files for the common font families that it names. Answers the copy's folder.
 */
export async function prepare(composition: Pick<BenchComposition, "name" | "folder">): Promise<string> {
  const folder = join(cache, "compositions", composition.name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(join(cache, "compositions"), { recursive: true });
  // A project of a template is filled in, as the others know no templates.
  await using opened = await openProject(composition.folder, {
    ...plainData,
    data: null,
    size: null,
    root: null,
    brand: null,
    choose: "first",
    temporaryFolder: tmpdir(),
    workingFolder: repository,
    openInput: () => process.stdin,
    signal: null,
  });
  await cp(opened.path, folder, { recursive: true });
  // It says of which template the project is, and nothing is left to fill in.
  if (opened.filled) await rm(join(folder, "hyperframes.json"), { force: true });
  await cp(fromRenderer.resolve("gsap/dist/gsap.min.js"), join(folder, "gsap.min.js"));
  const page = join(folder, "index.html");
  const html = await readFile(page, "utf8");
  const faces = await fontFaces(folder);
  const local = html.replaceAll(gsapFromNetwork, "gsap.min.js").replace(/<\/head>/i, `${faces}$&`);
  await writeFile(page, local);
  return folder;
}

async function fontFaces(folder: string): Promise<string> {
  const faces: string[] = [];
  for (const [family, name] of fonts) {
    for (const weight of [400, 700]) {
      const file = `bench-${name}-${weight}.woff2`;
      await cp(
        fromRenderer.resolve(`@fontsource/${name}/files/${name}-latin-${weight}-normal.woff2`),
        join(folder, file),
      );
      faces.push(`@font-face { font-family: "${family}"; font-weight: ${weight}; src: url("${file}") }`);
    }
  }
  return `<style>\n${faces.join("\n")}\n</style>\n`;
}
