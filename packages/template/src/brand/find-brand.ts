import { stat } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { FoundTemplate } from "../project/find-template.ts";
import { isFile } from "../project/is-file.ts";
import { DataError } from "../template-error.ts";
import { BRAND_FILE, type Brand } from "./brand.ts";

/** Which brand was asked for, and beside what one may lie. */
export interface BrandRequest {
  /** A file, or a folder that has one; `null` for the one that is there. */
  readonly brand: string | null;
  /** What the data was named as: a file, `-`, or a row itself. */
  readonly data: string | Readonly<Record<string, unknown>> | null;
  /** What relative paths start from. */
  readonly workingFolder: string;
}

/**
 * Finds the brand of a template's video: the one that was asked for, or that the project's settings name, else the one in the
 * project, beside the data, or in the template.
 *
 * @throws {DataError} if it is not there, or something in it does not fit.
 * @throws {TemplateError} if it is no JSON.
 */
export async function findBrand(found: FoundTemplate, request: BrandRequest): Promise<Brand | null> {
  const { brand, workingFolder } = request;
  const file = brand === null ? await lyingBrand(found, request) : resolve(workingFolder, brand);
  if (file === null) return null;
  const named = (await isFolder(file)) ? join(file, BRAND_FILE) : file;
  if (brand !== null && !(await isFile(named))) {
    throw new DataError(
      `\`brand\` must be a file, or a folder with ${BRAND_FILE}, but there is no ${named}.`,
    );
  }
  if (!(await isFile(named))) throw new DataError(`The brand ${named} is not there, or is no file.`);
  // Who has no brand need not wait until this is loaded.
  const { readBrand } = await import("./read-brand.ts");
  return readBrand(named, resolve(workingFolder));
}

async function lyingBrand(
  found: FoundTemplate,
  { data, workingFolder }: BrandRequest,
): Promise<string | null> {
  if (found.brand !== null) return found.brand;
  const ownData = found.data === null ? [] : [dirname(found.data)];
  const beside = typeof data === "string" && data !== "-" ? [dirname(resolve(workingFolder, data))] : ownData;
  const folders = [...(found.project === null ? [] : [found.project]), ...beside, found.folder];
  for (const folder of folders) {
    const file = join(folder, BRAND_FILE);
    if (await isFile(file)) return file;
  }
  return null;
}

async function isFolder(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => null);
  return info?.isDirectory() ?? false;
}
