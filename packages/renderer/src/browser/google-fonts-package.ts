import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { AxisRange } from "./google-fonts-address.ts";
import { fontId, shippedFonts } from "./google-fonts-table.ts";
import { findProjectCopy, findShippedCopies, type LibraryCopy } from "./shipped-libraries-package.ts";

/** A family on this machine. https://fontsource.org/docs/getting-started/install */
export interface FontPackage {
  readonly copy: LibraryCopy;
  readonly id: string;
  /** The axes of a variable font; `null` if it has a file for each weight. */
  readonly axes: Readonly<Record<string, AxisRange>> | null;
  /** Of a font with a file for each. */
  readonly weights: readonly number[];
  /** Characters of each slice, as CSS's `unicode-range`; `null` where there is but one. */
  readonly slices: ReadonlyArray<readonly [name: string, range: string | null]>;
  readonly files: ReadonlySet<string>;
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

async function readFontPackage(copy: LibraryCopy, id: string): Promise<FontPackage | undefined> {
  const [metadata, ranges] = await Promise.all([
    readJson(copy, "metadata.json"),
    readJson(copy, "unicode.json"),
  ]);
  const files = await readdir(join(copy.folder, "files")).catch(() => []);
  if (!metadata || files.length === 0) return undefined;
  const named = Object.entries(ranges ?? {}).filter(
    (entry): entry is [string, string] => typeof entry[1] === "string",
  );
  const { weights, defSubset: first } = metadata;
  return {
    copy,
    id,
    axes: copy.name.startsWith("@fontsource-variable/") ? readAxes(metadata["variable"]) : null,
    weights: Array.isArray(weights) ? weights.map(Number).filter(Number.isFinite) : [],
    // Slices of large scripts have numbers, in brackets here and without in the names of files.
    slices:
      named.length > 0
        ? named.map(([name, range]): [string, string] => [name.replace(/^\[(.*)\]$/, "$1"), range])
        : [[typeof first === "string" ? first : "latin", null]],
    files: new Set(files),
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
    const value: unknown = JSON.parse(await readFile(join(copy.folder, name), "utf8"));
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
