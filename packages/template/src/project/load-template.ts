import { readdir, readFile, stat } from "node:fs/promises";
import { join, posix, resolve } from "node:path";
import { BRAND_FILE, BRAND_SHEET, type Brand } from "../brand/brand.ts";
import { isDocument, isFillable } from "../places/survey-file.ts";
import { TemplateError } from "../template-error.ts";
import { Template } from "../template.ts";
import { dataNames, SETTINGS_FILE, type FoundTemplate } from "./find-template.ts";

/** A template and the files beside those that data changes. */
export interface LoadedTemplate {
  readonly folder: string;
  readonly template: Template;
  /** Where each file that a project needs is, by path below the folder. */
  readonly files: ReadonlyMap<string, string>;
  /** Where `template.json` and its partials are, in the same way: no project needs them, but all depend on them. */
  readonly own: ReadonlyMap<string, string>;
  /** The file with its sample data. */
  readonly sample: string | null;
  /** The texts of files that neither data nor a file says, by path below the folder. */
  readonly made: ReadonlyMap<string, string>;
  /** What the user should know of it. */
  readonly notices: readonly string[];
}

/** What of a project counts, and its brand. */
interface LoadRequest extends Pick<FoundTemplate, "project" | "data"> {
  readonly brandKit: Brand | null;
}

const MOST_FILES = 10_000;
/** Nobody writes so much by hand: such files stay as they are. */
const LARGEST_TEXT = 2_000_000;
const notPartOfIt = /^(?:node_modules|renders|\..*)$/;

/**
 * Reads a template's folder and decides how each value in it is escaped. Links, hidden files, `node_modules` and `renders` are
 * left out. A project's files take the places of the template's, and are filled as those are; what else it has is taken as it is.
 *
 * @throws {TemplateError} with every fault of its files.
 */
export async function loadTemplate(
  folder: string,
  from: LoadRequest = { project: null, data: null, brandKit: null },
): Promise<LoadedTemplate> {
  const files = await filesOf(folder);
  const fillable = new Set(
    [...files.keys()].filter((path) => isFillable(path) || path.startsWith("partials/")),
  );
  const sample = dataNames.find((name) => files.has(name));
  if (from.project !== null) await addProject(files, fillable, { ...from, project: from.project });
  const made = new Map<string, string>();
  for (const [path, file] of from.brandKit?.files ?? []) {
    files.set(path, file);
    fillable.delete(path);
  }
  if (from.brandKit && files.delete(BRAND_SHEET)) made.set(BRAND_SHEET, from.brandKit.sheet);
  const template = await compileFiles(
    [...files].filter(([path]) => fillable.has(path)),
    from.brandKit,
  );
  const own = new Map<string, string>();
  for (const [path, file] of [...files]) {
    if (!template.isOwn(path)) continue;
    if (/^(?:template\.json$|partials\/)/.test(path)) own.set(path, file);
    files.delete(path);
  }
  const notices = from.brandKit?.notices ?? [];
  const sampleFile = sample === undefined ? null : resolve(folder, sample);
  return { folder, files, own, template, sample: sampleFile, made, notices };
}

/** A project's files take the places of the template's. */
async function addProject(
  files: Map<string, string>,
  fillable: Set<string>,
  from: { readonly project: string; readonly data: string | null },
): Promise<void> {
  for (const [path, file] of await filesOf(from.project)) {
    if (file !== from.data && (await takesPlace(path, { file, files }))) files.set(path, file);
  }
  if (files.has(SETTINGS_FILE)) fillable.add(SETTINGS_FILE);
}

async function compileFiles(
  files: ReadonlyArray<readonly [path: string, file: string]>,
  brand: Brand | null,
): Promise<Template> {
  const texts = new Map<string, string>();
  const fixed = new Map<string, string>();
  for (const [path, file] of files) {
    const isLarge = (await stat(file)).size > LARGEST_TEXT;
    if (!isLarge || isDocument(path)) (isLarge ? fixed : texts).set(path, await readFile(file, "utf8"));
  }
  return Template.compile(texts, { fixed, brand });
}

/** A project's settings take the place of the template's only if they say what is narrated: all else in them was read. */
async function takesPlace(
  path: string,
  { file, files }: { readonly file: string; readonly files: ReadonlyMap<string, string> },
): Promise<boolean> {
  if (path === "template.json" || path === BRAND_FILE || dataNames.includes(path)) return false;
  if (path !== SETTINGS_FILE || !files.has(SETTINGS_FILE)) return true;
  return Object.hasOwn(JSON.parse(await readFile(file, "utf8")) as object, "narration");
}

async function filesOf(folder: string): Promise<Map<string, string>> {
  const paths = await listFiles(folder, "");
  return new Map(paths.map((path) => [path, join(folder, path)]));
}

async function listFiles(folder: string, below: string): Promise<string[]> {
  const entries = await readdir(join(folder, below), { withFileTypes: true }).catch((error: unknown) => {
    throw TemplateError.at(null, `The template's folder ${folder} cannot be read: ${String(error)}.`);
  });
  const paths: string[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    if (notPartOfIt.test(entry.name)) continue;
    const path = posix.join(below, entry.name);
    if (entry.isDirectory()) paths.push(...(await listFiles(folder, path)));
    else if (entry.isFile()) paths.push(path);
    if (paths.length > MOST_FILES) {
      throw TemplateError.at(null, `The template's folder ${folder} has more than ${MOST_FILES} files.`);
    }
  }
  return paths;
}
