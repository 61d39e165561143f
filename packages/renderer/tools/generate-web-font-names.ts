import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/**
 * Writes down which packages of Fontsource there are, from the data of https://www.npmjs.com/package/google-font-metadata
 * (MIT), which Fontsource itself is made from: `node generate-web-font-names.ts FOLDER`, where FOLDER is that package's.
 */
async function main(folder: string): Promise<void> {
  const all = (await readJson(folder, "api-response.json")) as ReadonlyArray<{ readonly family: string }>;
  const variable = Object.keys(await readJson(folder, "variable.json"));
  const fixed = all.map(({ family }) => family.trim().toLowerCase().replace(/\s+/g, "-"));
  const others = fixed.filter((id) => !variable.includes(id));
  await writeFile(target, sourceOf(variable, [...new Set([...others, ...beyondGoogle])]));
}

const target = join(import.meta.dirname, "../src/browser/fonts/web-font-names.generated.ts");

/** What Fontsource has beside Google's families, or under names that Google has given up. */
const beyondGoogle = `
  be-vietnam big-shoulders-display big-shoulders-text clear-sans comic-mono commit-mono cooper-hewitt dejavu-mono dejavu-sans
  dseg7 firago fredoka-one geist-sans gentium-book-basic golos-ui ia-writer-mono ia-writer-quattro iosevka iosevka-aile
  libre-caslon-condensed line-seed-jp lxgw-wenkai maple-mono material-icons material-icons-outlined material-icons-round
  material-icons-rounded material-icons-sharp material-icons-two-tone material-symbols-outlined material-symbols-rounded
  material-symbols-sharp metropolis monaspace-krypton monaspace-neon muli norwester noto-mono open-sans-condensed
  open-sauce-one open-sauce-sans opendyslexic pretendard rubik-one sn-pro source-sans-pro source-serif-pro spartan
  uncut-sans yakuhanjp`
  .trim()
  .split(/\s+/);

async function readJson(folder: string, name: string): Promise<object> {
  return JSON.parse(await readFile(join(folder, "data", name), "utf8")) as object;
}

function sourceOf(variable: readonly string[], fixed: readonly string[]): string {
  return `// Written by \`node packages/renderer/tools/generate-web-font-names.ts\`.

/** The families that Fontsource has as variable fonts, and with a file for each weight. */
export const variableNames = \`
${wrapped(variable)}\`;

/** Those that it has with a file for each weight only. */
export const fixedNames = \`
${wrapped(fixed)}\`;
`;
}

function wrapped(names: readonly string[]): string {
  const lines = [""];
  for (const name of names.toSorted()) {
    const line = lines.at(-1) ?? "";
    if (line.length + name.length < 120) lines[lines.length - 1] = `${line} ${name}`.trim();
    else lines.push(name);
  }
  return lines.join("\n");
}

await main(process.argv[2] ?? "");
