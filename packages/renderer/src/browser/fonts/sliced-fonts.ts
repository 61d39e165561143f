import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/**
 * Families of large scripts, which come as web fonts in slices of some hundred characters: one tenth of what whole files
 * take. Chinese stands first, as it has most of the characters that the three share.
 */
export const slicedFamilies = ["noto-sans-sc", "noto-sans-jp", "noto-sans-kr"] as const;

/**
 * Writes the slices of {@link slicedFamilies} as files that fontconfig reads, one folder a family, into a folder.
 *
 * @throws {Error} of the file system.
 */
export async function unpackSlicedFonts(folder: string): Promise<void> {
  // Its memory is not wanted where the fonts are there already.
  const { convert } = await import("fontverter");
  for (const family of slicedFamilies) {
    await mkdir(join(folder, family), { recursive: true });
    const source = join(packageFolder(family), "files");
    for (const name of await readdir(source)) {
      if (!isNeeded(name)) continue;
      const slice = await convert(await readFile(join(source, name)), "truetype");
      await writeFile(join(folder, family, name.replace(/\.woff2$/, ".ttf")), slice);
    }
  }
}

/** Slices of Latin and the like would stand before the families that text is set in. */
function isNeeded(name: string): boolean {
  return /-\d+-wght-normal\.woff2$/.test(name);
}

function packageFolder(family: string): string {
  return dirname(createRequire(import.meta.url).resolve(`@fontsource-variable/${family}/package.json`));
}
