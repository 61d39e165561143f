import { open, realpath, stat } from "node:fs/promises";
import { dirname, extname, join, relative, resolve, sep } from "node:path";
import { formatLocation, type SourceLocation } from "@hyperframes-engine/errors";
import { DataError } from "../template-error.ts";

/** A file of a brand, as it is written. */
interface AssetRequest {
  /** From the folder of `brand.json`. */
  readonly path: string;
  readonly kind: AssetKind;
  readonly location: SourceLocation;
}

/** What a file of a brand is for. */
export type AssetKind = "logo" | "font";

const endings: Readonly<Record<AssetKind, readonly string[]>> = {
  logo: [".svg", ".png", ".jpg", ".jpeg", ".webp"],
  font: [".woff2", ".woff", ".ttf", ".otf"],
};

/** How files of an ending begin; an SVG may have much in front of its root. */
const beginnings: Readonly<Record<string, RegExp>> = {
  ".svg": /<svg[\s>]/,
  ".png": /^\u0089PNG\r\n/,
  ".jpg": /^\u00FF\u00D8\u00FF/,
  ".jpeg": /^\u00FF\u00D8\u00FF/,
  ".webp": /^RIFF[^]{4}WEBP/,
  ".woff2": /^wOF2/,
  ".woff": /^wOFF/,
  ".ttf": /^(?:\0[^]\0\0|true)/,
  ".otf": /^OTTO/,
};
const READ_BYTES = 65_536;
const MOST_BYTES = 20_000_000;

/**
 * Finds a file of a brand, and makes sure that it is what its ending says.
 *
 * @returns its absolute path.
 * @throws {DataError} with the place of its name.
 */
export async function findBrandAsset(brandFile: string, request: AssetRequest): Promise<string> {
  const { path, kind, location } = request;
  const fail = (what: string): DataError => new DataError(`${formatLocation(location)}: ${path} ${what}.`);
  const ending = extname(path).toLowerCase();
  const known = endings[kind];
  if (!known.includes(ending)) {
    throw fail(`must be a file that ends in ${known.join(", ")}, in the folder of the brand`);
  }
  const folder = await realpath(dirname(brandFile));
  const file = await realpath(resolve(folder, path)).catch(() => null);
  if (path.includes("\0") || file === null) throw fail(`is not there: it would be ${join(folder, path)}`);
  const below = relative(folder, file);
  if (below === ".." || below.startsWith(`..${sep}`)) throw fail("lies outside the folder of the brand");
  const info = await stat(file);
  if (!info.isFile()) throw fail("is no file");
  if (info.size > MOST_BYTES) throw fail(`has more than ${MOST_BYTES / 1e6} MB`);
  if (beginnings[ending]?.test(await readBeginning(file)) !== true) {
    throw fail(`is not what its ending says, ${ending}`);
  }
  return file;
}

/** A character a byte. */
async function readBeginning(file: string): Promise<string> {
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(READ_BYTES), 0, READ_BYTES, 0);
  return buffer.subarray(0, bytesRead).toString("latin1");
}
