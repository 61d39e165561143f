import { readFile } from "node:fs/promises";
import { extname, relative, sep } from "node:path";
import { formatLocation } from "@hyperframes-engine/errors";
import { checkData } from "../data/check-data.ts";
import { readPlacedJson, type PlacedJson } from "../data/placed-json.ts";
import { asSchema } from "../data/schema.ts";
import { DataError } from "../template-error.ts";
import { findBrandAsset, type AssetKind } from "./brand-asset.ts";
import { brandSchema } from "./brand-schema.ts";
import { brandSheet, type BrandFont } from "./brand-sheet.ts";
import { brandNames, type Brand, type BrandName, type BrandValue } from "./brand.ts";
import { colorContrast, LEAST_CONTRAST } from "./color-contrast.ts";

const MOST_BYTES = 1_000_000;

/**
 * Reads a brand kit.
 *
 * @param file its absolute path.
 * @param workingFolder what its path is told from, in messages.
 * @throws {DataError} with everything in it that does not fit, by line and column.
 * @throws {TemplateError} if it is no JSON.
 */
export async function readBrand(file: string, workingFolder: string): Promise<Brand> {
  const below = relative(workingFolder, file);
  const shown = below.startsWith(`..${sep}`) ? file : below;
  const text = await readFile(file, "utf8").catch((error: unknown) => {
    throw new DataError(`The brand ${shown} cannot be read: ${String(error)}.`, error);
  });
  if (text.length > MOST_BYTES)
    throw new DataError(`${shown}: a brand has at most ${MOST_BYTES} characters.`);
  const json = readPlacedJson(shown, text.replace(/^\uFEFF/, ""));
  const data = checkData(brandSchema, json.value, (path) => json.locate(path));
  return new BrandReader(file, json, data as Record<string, unknown>).read();
}

class BrandReader {
  readonly #file: string;
  readonly #json: PlacedJson;
  readonly #data: Record<string, unknown>;
  readonly #values = new Map<BrandName, BrandValue>();
  readonly #files = new Map<string, string>();

  constructor(file: string, json: PlacedJson, data: Record<string, unknown>) {
    this.#file = file;
    this.#json = json;
    this.#data = data;
  }

  async read(): Promise<Brand> {
    const colors: Record<string, string> = {};
    const fonts: Record<string, BrandFont> = {};
    for (const name of brandNames) {
      const given = this.#given(name);
      const text = typeof given === "string" ? given : "";
      const [group = "", key = ""] = name.split(".");
      if (given === undefined) continue;
      if (group === "colors") colors[key] = this.#set(name, text);
      else if (group === "fonts") fonts[key] = await this.#font(name, given);
      else if (group.startsWith("logo")) this.#set(name, await this.#asset(name, text, "logo"));
      else this.#set(name, text);
    }
    const sheet = brandSheet({ colors, fonts });
    return { values: this.#values, files: this.#files, sheet, notices: this.#contrast(colors) };
  }

  #given(name: BrandName): unknown {
    return name.split(".").reduce<unknown>((value, part) => asSchema(value)?.[part], this.#data);
  }

  #set(name: BrandName, value: string): string {
    this.#values.set(name, { value, location: this.#json.locate(name.split(".")) });
    return value;
  }

  async #font(name: BrandName, given: unknown): Promise<BrandFont> {
    const own = asSchema(given);
    if (!own) return { family: this.#set(name, String(given)), file: null };
    const file = await this.#asset(name, String(own["file"]), "font");
    return { family: this.#set(name, String(own["family"])), file };
  }

  /** The path in the project. Names are ours: those of the brand's own files may mean something there. */
  async #asset(name: BrandName, path: string, kind: AssetKind): Promise<string> {
    const place = name.split(".");
    const location = this.#json.locate(kind === "font" ? [...place, "file"] : place);
    const file = await findBrandAsset(this.#file, { path, kind, location });
    const target = `brand/${place.at(-1) ?? ""}${extname(path).toLowerCase()}`;
    this.#files.set(target, file);
    return target;
  }

  #contrast({ text, background }: Readonly<Record<string, string>>): string[] {
    if (text === undefined || background === undefined) return [];
    const contrast = colorContrast(text, background);
    if (contrast >= LEAST_CONTRAST) return [];
    const where = formatLocation(this.#json.locate(["colors", "text"]));
    return [
      `${where}: colors.text has a contrast of ${contrast.toFixed(1)} to colors.background: words need ${LEAST_CONTRAST} to be read.`,
    ];
  }
}
