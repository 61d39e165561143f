import { createHash } from "node:crypto";
import { access, readdir, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { makeWholeFolder } from "@hyperframes-engine/store";
import { cacheError } from "../../cache-error.ts";
import { fontConfig } from "./font-config.ts";
import { slicedFamilies, unpackSlicedFonts } from "./sliced-fonts.ts";

/** What a browser needs to draw text with our fonts and no others. */
interface PreparedFonts {
  /** For the environment variable FONTCONFIG_FILE. */
  readonly configFile: string;
}

/**
 * Whole TrueType files, one for each style. The @fontsource packages have the same families in slices of some hundred
 * characters each, of which fontconfig takes one for the family and the others for strangers.
 */
const packages = [
  "arimo",
  "tinos",
  "cousine",
  "noto-sans-arabic",
  "noto-sans-devanagari",
  "noto-sans-thai",
  "noto-sans-symbols",
  "noto-sans-symbols-2",
  "noto-sans-math",
  "noto-color-emoji",
];
/** Folders of styles are called `400Regular`, `700Bold_Italic` …; CSS seldom asks for other weights than these. */
const STYLE_FOLDER = /^[4-7]00/;

/** The slices of the large scripts, of these versions: the folder's name has to change with them. */
const SLICES = "slices-5.3.1";

/**
 * Writes the fontconfig file that makes text look the same on every machine: the generic families are Arimo, Tinos and
 * Cousine, with other scripts, symbols and emoji of Noto behind them, and the system's own fonts are not used. These have
 * Latin, Cyrillic, Greek, Hebrew, Arabic, Devanagari and Thai letters, and those of Chinese, Japanese and Korean; of other
 * scripts a composition brings its fonts along with `@font-face`, and without one they show as boxes.
 *
 * Linux only: Chromium asks fontconfig nowhere else.
 *
 * @throws {OutputError} if the cache folder cannot be written.
 */
export async function prepareFonts(cacheFolder: string): Promise<PreparedFonts> {
  const slices = resolve(cacheFolder, SLICES);
  const whole = (await Promise.all(packages.map((name) => styleFolders(name)))).flat();
  const fontFolders = [...whole, ...slicedFamilies.map((name) => join(slices, name))];
  // Named for its contents, so what is there is right. What fontconfig remembers depends on the rules, and so has to be
  // in there too.
  const key = createHash("sha256")
    .update(fontConfig({ fontFolders, scanFolder: "" }))
    .digest("hex")
    .slice(0, 12);
  const folder = resolve(cacheFolder, `fonts-${key}`);
  const configFile = join(folder, "fonts.conf");
  const text = fontConfig({ fontFolders, scanFolder: join(folder, "scanned") });
  try {
    if (!(await exists(slices))) await appear(slices, unpackSlicedFonts);
    if (!(await exists(configFile)))
      await appear(folder, (beside) => writeFile(join(beside, "fonts.conf"), text));
  } catch (error) {
    throw cacheError(cacheFolder, error);
  }
  return { configFile };
}

/** A folder that is there whole or not at all, also where two processes make it at once. */
async function appear(folder: string, fill: (beside: string) => Promise<void>): Promise<void> {
  await makeWholeFolder(folder, fill).catch(async (error: unknown) => {
    if (!(await exists(folder))) throw error;
  });
}

async function styleFolders(name: string): Promise<string[]> {
  const folder = dirname(createRequire(import.meta.url).resolve(`@expo-google-fonts/${name}/package.json`));
  const names = await readdir(folder);
  return names
    .filter((entry) => STYLE_FOLDER.test(entry))
    .toSorted()
    .map((entry) => join(folder, entry));
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
