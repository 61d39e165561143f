import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import {
  findProjectCopy,
  findShippedCopies,
  type LibraryCopy,
  type LibraryFile,
  readLibraryFile,
} from "../libraries/shipped-libraries-package.ts";
import type { AxisRange } from "./google-fonts-address.ts";
import { fontId, shippedFonts } from "./google-fonts-table.ts";

/** A family on this machine, or within its reach. https://fontsource.org/docs/getting-started/install */
export interface FontPackage {
  readonly name: string;
  readonly version: string;
  readonly owner: LibraryCopy["owner"] | "fetched";
  readonly id: string;
  /** The axes of a variable font; `null` if it has a file for each weight. */
  readonly axes: Readonly<Record<string, AxisRange>> | null;
  /** Of a font with a file for each. */
  readonly weights: readonly number[];
  /** Characters of each slice, as CSS's `unicode-range`; `null` where there is but one. */
  readonly slices: ReadonlyArray<readonly [name: string, range: string | null]>;
  /** Whether it has a file, by its name. */
  readonly has: (file: string) => boolean;
  readonly read: (file: string) => Promise<Pick<LibraryFile, "body" | "contentType"> | undefined>;
}

/** What a package of a font says of itself: `metadata.json` and `unicode.json`. */
interface FontDescription {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly ranges: Readonly<Record<string, unknown>>;
}

/** Finds a family: the project's own, else the shipped one, each as a variable font first. */
export async function findFontPackage(
  family: string,
  projectFolder: string,
): Promise<FontPackage | undefined> {
  const id = fontId(family);
  if (!/^[a-z0-9-]{1,80}$/.test(id)) return undefined;
  const names = [`@fontsource-variable/${id}`, `@fontsource/${id}`];
  const shipped = names.filter((name) => shippedFonts.includes(name));
  for (const name of names) {
    const own = await findProjectCopy(name, projectFolder);
    if (own) return readFontPackage(own, id);
  }
  const [copy] = (
    await Promise.all(shipped.map((name) => findShippedCopies({ name, shipped: [name] })))
  ).flat();
  return copy && readFontPackage(copy, id);
}

/** What a package of a font has, as far as it says so itself. */
export function describeFont(
  name: string,
  { metadata, ranges }: FontDescription,
): Pick<FontPackage, "axes" | "weights" | "slices"> {
  const named = Object.entries(ranges).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const { weights, defSubset: first } = metadata;
  return {
    axes: name.startsWith("@fontsource-variable/") ? readAxes(metadata["variable"]) : null,
    weights: Array.isArray(weights) ? weights.map(Number).filter(Number.isFinite) : [],
    // Slices of large scripts have numbers, in brackets here and without in the names of files.
    slices:
      named.length > 0
        ? named.map(([slice, range]): [string, string] => [slice.replace(/^\[(.*)\]$/, "$1"), range])
        : [[typeof first === "string" ? first : "latin", null]],
  };
}

async function readFontPackage(copy: LibraryCopy, id: string): Promise<FontPackage | undefined> {
  const [metadata, ranges] = await Promise.all([
    readJson(copy, "metadata.json"),
    readJson(copy, "unicode.json"),
  ]);
  const files = new Set(await readdir(join(copy.folder, "files")).catch(() => []));
  if (!metadata || files.size === 0) return undefined;
  const { name, version, owner } = copy;
  return {
    ...{ name, version, owner, id },
    ...describeFont(name, { metadata, ranges: ranges ?? {} }),
    has: (file) => files.has(file),
    read: (file) => readLibraryFile(copy, `files/${file}`),
  };
}

function readAxes(variable: unknown): Readonly<Record<string, AxisRange>> {
  if (typeof variable !== "object" || variable === null) return {};
  const axes = Object.entries(variable).map(([tag, axis]: [string, unknown]): [string, AxisRange] => {
    const { min, max } = (axis ?? {}) as { readonly min?: unknown; readonly max?: unknown };
    return [tag, [Number(min), Number(max)]];
  });
  return Object.fromEntries(axes.filter(([, [min, max]]) => Number.isFinite(min) && Number.isFinite(max)));
}

async function readJson(copy: LibraryCopy, name: string): Promise<Record<string, unknown> | undefined> {
  try {
    return readObject(await readFile(join(copy.folder, name), "utf8"));
  } catch {
    return undefined;
  }
}

/** The object that a text is in JSON; `undefined` if it is something else. */
export function readObject(text: string): Record<string, unknown> | undefined {
  const value: unknown = JSON.parse(text);
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
}
