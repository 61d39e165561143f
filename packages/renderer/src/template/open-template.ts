import { resolve } from "node:path";
import { OptionError } from "../errors.ts";
import type { RowFiles } from "./choose-row.ts";
import { findTemplate, plainTemplate, type FoundTemplate } from "./find-template.ts";
import { loadTemplate, type LoadedTemplate } from "./load-template.ts";
import type { TemplateVariant } from "./template-manifest.ts";
import { chooseSize } from "./template-size.ts";

/** A template that data can be filled into. */
export interface FillableTemplate {
  readonly found: FoundTemplate;
  readonly loaded: LoadedTemplate;
  /** `null` if the template comes in no sizes of its own. */
  readonly size: TemplateVariant | null;
}

/**
 * Reads what data is to be filled into: a template, a project of one, or a plain project.
 *
 * @param size one of its sizes, by name; `null` for the project's own, or else the first.
 * @throws {TemplateError} with every fault of the template.
 * @throws {OptionError} if nothing in it asks for data, or there is no such size.
 */
export async function openTemplate(path: string, size: string | null): Promise<FillableTemplate> {
  const absolute = resolve(path);
  return loadFound((await findTemplate(absolute)) ?? plainTemplate(absolute), size);
}

/** Where the data of a template lies if nobody names any. */
export function rowFilesOf({ found, loaded }: Pick<FillableTemplate, "found" | "loaded">): RowFiles {
  return { own: found.data, sample: loaded.sample, template: loaded.template };
}

/**
 * The same for a template that was found.
 *
 * @throws as `openTemplate` does.
 */
export async function loadFound(found: FoundTemplate, size: string | null): Promise<FillableTemplate> {
  const loaded = await loadTemplate(found.folder, found);
  const { manifest, changes } = loaded.template;
  if (manifest.schema === null && changes.length === 0) {
    throw new OptionError("--data", "left out, as nothing here asks for data with <<name>>", "given");
  }
  return { found, loaded, size: chooseSize(manifest, size ?? found.size) };
}
