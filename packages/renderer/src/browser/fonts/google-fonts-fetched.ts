import { contentTypeOf } from "../content-type.ts";
import type { PinnedFiles } from "../libraries/pinned-files.ts";
import { describeFont, type FontPackage, readObject } from "./google-fonts-package.ts";
import { fontId } from "./google-fonts-table.ts";
import { webFontKind } from "./web-font-kind.ts";

/** Where the files of npm's packages are, each by itself: https://www.jsdelivr.com/documentation#id-npm */
const packages = "https://cdn.jsdelivr.net/npm/";
/** The major version whose files have the names that are known here. */
const MAJOR = 5;

/**
 * Fetches what is needed of a family that is not on this machine, and pins it. The same files as in the package that
 * `npm install` brings.
 *
 * @param base where packages are, by their names; for tests.
 * @returns `undefined` if nobody has such a family, or there is no network.
 */
export async function fetchFontPackage(
  family: string,
  files: Pick<PinnedFiles, "get">,
  base = packages,
): Promise<FontPackage | undefined> {
  const id = fontId(family);
  const kind = webFontKind(id);
  const names = {
    variable: [`@fontsource-variable/${id}`, `@fontsource/${id}`],
    fixed: [`@fontsource/${id}`],
  };
  for (const name of kind ? names[kind] : []) {
    const found = await readPackage({ id, name, base }, files);
    if (found) return found;
  }
  return undefined;
}

interface Wanted {
  readonly id: string;
  readonly name: string;
  readonly base: string;
}

async function readPackage(
  { id, name, base }: Wanted,
  files: Pick<PinnedFiles, "get">,
): Promise<FontPackage | undefined> {
  const version = (await readJson(`${base}${name}@${MAJOR}/package.json`, files))?.["version"];
  if (typeof version !== "string" || !/^[\w.-]+$/.test(version)) return undefined;
  const folder = `${base}${name}@${version}/`;
  const [metadata, ranges = {}] = await Promise.all([
    readJson(`${folder}metadata.json`, files),
    readJson(`${folder}unicode.json`, files),
  ]);
  if (!metadata) return undefined;
  const described = describeFont(name, { metadata, ranges });
  const names = namesOf(id, metadata, described);
  if (names.size === 0) return undefined;
  return {
    ...{ name, version, id, owner: "fetched", ...described },
    has: (file) => names.has(file),
    read: async (file) => {
      const body = await files.get(`${folder}files/${file}`);
      return body ? { body, contentType: contentTypeOf(file) } : undefined;
    },
  };
}

/** The names of the files that such a font has: one for each slice, weight and style. */
function namesOf(
  id: string,
  { styles }: Readonly<Record<string, unknown>>,
  { axes, weights, slices }: Pick<FontPackage, "axes" | "weights" | "slices">,
): ReadonlySet<string> {
  const variants = axes ? ["wght"].filter((tag) => tag in axes) : weights;
  const kinds = (Array.isArray(styles) ? styles : ["normal"]).filter((style) => typeof style === "string");
  const names = slices.flatMap(([slice]) =>
    variants.flatMap((variant) => kinds.map((kind) => `${id}-${slice}-${variant}-${kind}.woff2`)),
  );
  return new Set(names);
}

async function readJson(
  address: string,
  files: Pick<PinnedFiles, "get">,
): Promise<Record<string, unknown> | undefined> {
  const body = await files.get(address);
  try {
    return body ? readObject(body.toString()) : undefined;
  } catch {
    return undefined;
  }
}
