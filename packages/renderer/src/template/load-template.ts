import { readdir, readFile, stat } from "node:fs/promises";
import { join, posix } from "node:path";
import { isFillable } from "./survey-file.ts";
import { TemplateError } from "./template-error.ts";
import { Template } from "./template.ts";

/** A template and the files beside those that data changes. */
export interface LoadedTemplate {
  readonly folder: string;
  readonly template: Template;
  /** All of its files, by path below the folder. */
  readonly paths: readonly string[];
}

const MOST_FILES = 10_000;
/** Nobody writes so much by hand: such files stay as they are. */
const LARGEST_TEXT = 2_000_000;
const notPartOfIt = /^(?:node_modules|renders|\..*)$/;

/**
 * Reads a template's folder and decides how each value in it is escaped. Links, hidden files, `node_modules` and `renders` are
 * left out.
 *
 * @throws {TemplateError} with every fault of its files.
 */
export async function loadTemplate(folder: string): Promise<LoadedTemplate> {
  const paths = await listFiles(folder, "");
  const texts = new Map<string, string>();
  for (const path of paths) {
    if (!isFillable(path) && !path.startsWith("partials/")) continue;
    const file = join(folder, path);
    if ((await stat(file)).size > LARGEST_TEXT) continue;
    texts.set(path, await readFile(file, "utf8"));
  }
  return { folder, paths, template: Template.compile(texts) };
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
