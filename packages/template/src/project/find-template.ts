import { readFile, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { readPlacedJson } from "../data/placed-json.ts";
import { asSchema } from "../data/schema.ts";
import { TemplateText } from "../syntax/template-text.ts";
import { TemplateError } from "../template-error.ts";
import { isFile } from "./is-file.ts";

/** What lies in a folder of a project and says which template it is of; other tools keep settings of their own in it. */
export const SETTINGS_FILE = "hyperframes.json";

/** What a file with data is called that is found by its name alone, the first first. */
export const dataNames: readonly string[] = [
  "data.json",
  "data.csv",
  "data.tsv",
  "data.jsonl",
  "data.ndjson",
  "data.yaml",
  "data.yml",
];

/** A template as somebody named it: itself, or a project of it. */
export interface FoundTemplate {
  /** Where its `index.html` and `template.json` are. */
  readonly folder: string;
  /** The folder of a project of it, whose files lie over those of the template. */
  readonly project: string | null;
  /** What a video of it is called where nothing else is said. */
  readonly name: string;
  /** The HTML file that was named, below the folder. */
  readonly entry: string | null;
  /** The file that the project has its data in. */
  readonly data: string | null;
  /** The size that the project is in, by name. */
  readonly size: string | null;
  /** The file with the brand that the project names. */
  readonly brand: string | null;
}

/**
 * Finds out whether a path leads to a template, or to a project of one; `null` if it leads to a plain project or nowhere.
 *
 * @throws {TemplateError} if a project's settings are wrong, or name no template.
 */
export async function findTemplate(path: string): Promise<FoundTemplate | null> {
  const absolute = resolve(path);
  const info = await stat(absolute).catch(() => null);
  if (info?.isDirectory()) return findInFolder(absolute);
  const folder = dirname(absolute);
  if (!info?.isFile() || !(await isFile(join(folder, "template.json")))) return null;
  const entry = basename(absolute);
  const stem = entry.slice(0, entry.length - extname(entry).length);
  return { ...templateIn(folder), entry, name: stem === "index" ? basename(folder) : stem };
}

async function findInFolder(folder: string): Promise<FoundTemplate | null> {
  if (await isFile(join(folder, "template.json"))) return templateIn(folder);
  const file = join(folder, SETTINGS_FILE);
  // To open a named pipe would wait until somebody writes into it.
  const text = (await isFile(file)) ? await readFile(file, "utf8").catch(() => null) : null;
  if (text === null) return null;
  const settings = readSettings(new TemplateText(file, text));
  if (settings.template === null) return null;
  const template = resolve(folder, settings.template);
  if (!(await isFile(join(template, "template.json")))) {
    const message = `The template ${settings.template} is not there: ${template} has no template.json.`;
    throw TemplateError.at(settings.location, message);
  }
  const data = settings.data === null ? await findData(folder) : resolve(folder, settings.data);
  const brand = settings.brand === null ? null : resolve(folder, settings.brand);
  return {
    ...templateIn(template),
    name: basename(folder),
    project: folder,
    data,
    size: settings.size,
    brand,
  };
}

function templateIn(folder: string): FoundTemplate {
  return { folder, project: null, name: basename(folder), entry: null, data: null, size: null, brand: null };
}

interface Settings {
  readonly template: string | null;
  readonly data: string | null;
  readonly size: string | null;
  readonly brand: string | null;
  readonly location: TemplateError["problems"][number]["location"];
}

function readSettings({ file, text }: TemplateText): Settings {
  const json = readPlacedJson(file, text);
  const settings = asSchema(json.value);
  const read = (name: string): string | null => {
    const value = settings?.[name] ?? null;
    if (value === null || (typeof value === "string" && value !== "" && !value.includes("\0"))) return value;
    throw TemplateError.at(json.locate([name]), `${name} must be a text, but is ${JSON.stringify(value)}.`);
  };
  const template = read("template");
  // What other tools call data and size is none of ours.
  if (template === null) return { template, data: null, size: null, brand: null, location: null };
  const [data, size, brand] = [read("data"), read("size"), read("brand")];
  return { template, data, size, brand, location: json.locate(["template"]) };
}

/** The file with data in a folder that has the name of one; `null` if there is none. */
export async function findData(folder: string): Promise<string | null> {
  for (const name of dataNames) if (await isFile(join(folder, name))) return join(folder, name);
  return null;
}

/** A plain project that is filled in all the same. */
export function plainTemplate(path: string): FoundTemplate {
  const isPage = /\.x?html?$/i.test(path);
  const folder = isPage ? dirname(path) : path;
  const entry = isPage ? basename(path) : null;
  const name = entry?.replace(/\.\w+$/, "") ?? basename(folder);
  return { folder, entry, name, project: null, data: null, size: null, brand: null };
}
