import { resolve } from "node:path";
import { OptionError } from "@hyperframes-engine/errors";
import { findBrand, type BrandRequest } from "../brand/find-brand.ts";
import type { RowFiles } from "../rows/choose-row.ts";
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

/** Which of a template's sizes is wanted, and which brand. */
interface TemplateRequest extends BrandRequest {
  /** By name; `null` for the project's own, or else the first. */
  readonly size: string | null;
}

/**
 * Reads what data is to be filled into: a template, a project of one, or a plain project.
 *
 * @throws {TemplateError} with every fault of the template.
 * @throws {DataError} if its brand is not there, or something in that does not fit.
 * @throws {OptionError} if nothing in it asks for data, or there is no such size.
 */
export async function openTemplate(path: string, request: TemplateRequest): Promise<FillableTemplate> {
  const absolute = resolve(request.workingFolder, path);
  return loadFound((await findTemplate(absolute)) ?? plainTemplate(absolute), request);
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
export async function loadFound(found: FoundTemplate, request: TemplateRequest): Promise<FillableTemplate> {
  const brandKit = await findBrand(found, request);
  const loaded = await loadTemplate(found.folder, { ...found, brandKit });
  const { manifest, changes } = loaded.template;
  if (manifest.schema === null && changes.length === 0) {
    throw new OptionError("data", "left out, as nothing here asks for data with <<name>>", "given");
  }
  return { found, loaded, size: chooseSize(manifest, request.size ?? found.size) };
}
