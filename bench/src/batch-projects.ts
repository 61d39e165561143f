import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { cache, repository } from "./paths.ts";
import { runProcess } from "./run-process.ts";

/** A row of the welcome template. */
export type WelcomeRow = Readonly<Record<(typeof fields)[number], string>>;

/** One content in the form that each renderer takes. */
export interface BatchProjects {
  /** A template with `<<values>>`. */
  readonly template: string;
  /** A composition that reads its variables when it is loaded. */
  readonly composition: string;
}

const fields = ["id", "name", "company", "step1", "step2", "step3"] as const;
const names = ["Maya Lindqvist", "Jonas Weber", "Ada Okafor", "Li Wei", "Sofia Rossi", "Omar Haddad"];
const fromRenderer = createRequire(join(repository, "packages/renderer/package.json"));

const fontFace =
  '<style>@font-face { font-family: Outfit; font-weight: 100 900; src: url("outfit.woff2") }</style>';

/** As many rows as are wanted, each with a name of its own. */
export function welcomeRows(count: number): WelcomeRow[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `u${String(index).padStart(5, "0")}`,
    name: `${names[index % names.length]} ${index}`,
    company: "Tidewater",
    step1: `Create project number ${index}`,
    step2: "Invite two people you work with",
    step3: "Book a 15-minute tour",
  }));
}

/** Rows as CSV; none of their values needs quotes. */
export function toCsv(rows: readonly WelcomeRow[]): string {
  return [fields.join(","), ...rows.map((row) => fields.map((field) => row[field]).join(",")), ""].join("\n");
}

/** Copies the welcome template so that both renderers can show it alike without a network. */
export async function batchProjects(): Promise<BatchProjects> {
  const [template, composition] = [join(cache, "batch/template"), join(cache, "batch/composition")];
  await rm(join(cache, "batch"), { recursive: true, force: true });
  await mkdir(join(cache, "batch"), { recursive: true });
  await cp(join(repository, "templates/welcome"), template, { recursive: true });
  await cp(fromRenderer.resolve("gsap/dist/gsap.min.js"), join(template, "gsap.min.js"));
  const font = "@fontsource-variable/outfit/files/outfit-latin-wght-normal.woff2";
  await cp(fromRenderer.resolve(font), join(template, "outfit.woff2"));
  const page = join(template, "index.html");
  const html = await readFile(page, "utf8");
  const local = html
    .replace(/<script src="https:[^"]*gsap[^"]*">/, '<script src="gsap.min.js">')
    // Either renderer would answer it in its own way.
    .replace(/<link rel="stylesheet" href="https:[^"]*">/, fontFace);
  await writeFile(page, local);
  await fillComposition(template, composition);
  return { template, composition };
}

/** Fills the template with marks, which a script replaces by the variables before any other runs. */
async function fillComposition(template: string, composition: string): Promise<void> {
  const marks = fields.map((field) => [field, `mark-${field}-end`] as const);
  const data = join(cache, "batch/marks.json");
  await writeFile(data, JSON.stringify(Object.fromEntries(marks)));
  const filler = join(repository, "bench/src/fill-template.ts");
  await runProcess(process.execPath, [
    "--disable-warning=ExperimentalWarning",
    filler,
    template,
    data,
    composition,
  ]);
  const page = join(composition, "index.html");
  const declared = marks.map(([id, mark]) => ({ id, type: "string", label: id, default: mark }));
  const html = await readFile(page, "utf8");
  const withScript = html
    .replace("<html ", `<html data-composition-variables='${JSON.stringify(declared)}' `)
    .replace('<script src="fit.js">', `<script>${replaceMarks}</script>\n$&`);
  await writeFile(page, withScript);
}

/** Runs in the page. */
const replaceMarks = `
  const values = window.__hyperframes.getVariables();
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text; text = texts.nextNode()) {
    text.data = text.data.replace(/mark-(\\w+)-end/g, (_, name) => values[name]);
  }
`;
