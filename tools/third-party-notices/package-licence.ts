import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ProductionPackage } from "./production-packages.ts";

/** Under what a package may be used and handed on. */
export interface PackageLicence {
  /** As in https://spdx.org/licenses, or in its author's words. */
  readonly licence: string;
  /** The texts that come with it. */
  readonly texts: readonly string[];
}

/** Of packages that not every machine has, so that the notices are the same on all of them. */
const optional: ReadonlyArray<readonly [RegExp, string]> = [
  [/^@img\/sharp-libvips-/, "LGPL-3.0-or-later"],
  [/^@img\/sharp-(?:win32|wasm32|webcontainers)/, "Apache-2.0 AND LGPL-3.0-or-later AND MIT"],
  [/^@img\/(?:sharp-|colour$)/, "Apache-2.0"],
  [/^@emnapi\//, "MIT"],
  [/^tslib$/, "0BSD"],
];

const licenceFile = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;

/**
 * Reads the licence of an installed package.
 *
 * @param store pnpm's folder of packages.
 * @throws {Error} for a package that says nothing of it.
 */
export async function readLicence(item: ProductionPackage, store: string): Promise<PackageLicence> {
  const known = optional.find(([pattern]) => pattern.test(item.name));
  if (known && item.isOptional) return { licence: known[1], texts: [] };
  const folder = await findFolder(item, store);
  const manifest = JSON.parse(await readFile(join(folder, "package.json"), "utf8")) as Record<
    string,
    unknown
  >;
  const names = (await readdir(folder)).filter((name) => licenceFile.test(name)).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), "utf8")));
  const licence = licenceOf(manifest);
  if (licence === undefined)
    throw new Error(`${item.name}@${item.version} names no licence: say in package-licence.ts what it is.`);
  return { licence, texts };
}

async function findFolder({ name, version, isOptional }: ProductionPackage, store: string): Promise<string> {
  const start = `${name.replace("/", "+")}@${version}`;
  const found = (await readdir(store)).find((entry) => entry === start || entry.startsWith(`${start}_`));
  if (found === undefined) {
    const what = isOptional
      ? "is not on every machine: say in package-licence.ts what its licence is"
      : "is not installed";
    throw new Error(`${name}@${version} ${what}.`);
  }
  return join(store, found, "node_modules", name);
}

function licenceOf({ license, licenses }: Record<string, unknown>): string | undefined {
  if (typeof license === "string") return license;
  const all = Array.isArray(licenses) ? (licenses as unknown[]) : [license];
  const types = all.flatMap((item) => (isTyped(item) ? [item.type] : []));
  return types.length > 0 ? types.join(" OR ") : undefined;
}

function isTyped(item: unknown): item is { readonly type: string } {
  return typeof item === "object" && item !== null && "type" in item && typeof item.type === "string";
}
