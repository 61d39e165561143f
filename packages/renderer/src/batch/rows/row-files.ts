import { readFile } from "node:fs/promises";
import {
  BLOCKED_ADDRESS,
  DataFaultsError,
  type DataProblem,
  type DataRow,
  declaredFiles,
  escapeAddress,
  type LoadedTemplate,
  meantName,
  problemAt,
  type RowValue,
  rowValues,
  SETTINGS_FILE,
} from "@hyperframes-engine/template";
import { projectOrigin } from "../../browser/project-files.ts";
import { climbsOut } from "../../lint/resolve-asset.ts";
import type { NarrationSettings } from "../../narration/settings/narration-settings.ts";
import { pageAddresses, quotedTexts, type PageAddress } from "./page-addresses.ts";
import type { TriedRow } from "./try-row.ts";

/** Whatever has a scheme is not looked for: nothing is fetched to check data. */
const elsewhere = /^(?:[a-z][a-z0-9+.-]*:|\/\/|#|$)|^\/\.hyperframes\//i;
const PAGE = "index.html";

/** Why what a row names is not used: the end of a sentence, and the path at which there is nothing. */
interface Refusal {
  readonly text: string;
  readonly missing: string | null;
}

/** Looks for the files that rows of data name: pictures, videos, sounds, and what their fields say is a file. */
export class RowFiles {
  readonly #loaded: LoadedTemplate;
  /** What stands in the template's own files, by their paths. */
  readonly #quoted = new Map<string, Set<string>>();

  constructor(loaded: LoadedTemplate) {
    this.#loaded = loaded;
  }

  /**
   * What a row names and its project does not have; `null` if all is there.
   *
   * @param tried what filling it in gives.
   */
  async faultOf(
    { data, locate }: Pick<DataRow, "data" | "locate">,
    tried: Pick<TriedRow, "texts" | "narration">,
  ): Promise<DataFaultsError | null> {
    const problems: DataProblem[] = [];
    const told = new Set<string>();
    const tell = (given: RowValue, address: string, { text, missing }: Refusal): void => {
      const key = given.path.join("\0");
      if (told.has(key)) return;
      told.add(key);
      const isWhole = [given.value, BLOCKED_ADDRESS].includes(address) || decoded(address) === given.value;
      const expected = isWhole ? "a file of the template’s folder" : `part of a file’s name, ${address}`;
      const meant = isWhole && missing !== null ? meantName(missing, this.#loaded.files.keys()) : "";
      const hint = `, which ${text}${meant || "."}`;
      problems.push({ ...problemAt(given.path, expected, { value: given.value, locate }), hint });
    };
    for (const given of declaredFiles(data, this.#loaded.template.manifest.schema)) {
      const refusal = this.#refusalOf({ address: given.value, base: PAGE });
      if (refusal) tell(given, given.value, refusal);
    }
    // What cannot be filled in may be too deep, too.
    const values = tried.texts ? [...rowValues(data)].filter(({ value }) => value !== "") : [];
    for (const named of await this.#fromRow(tried)) {
      const refusal = this.#refusalOf(named);
      const given = refusal && origin(named.address, values);
      if (refusal && given) tell(given, named.address, refusal);
    }
    return problems.length > 0 ? new DataFaultsError(problems) : null;
  }

  /** The addresses in filled files that are not the template's own. */
  async #fromRow({ texts, narration }: Pick<TriedRow, "texts" | "narration">): Promise<PageAddress[]> {
    const found: PageAddress[] = [];
    for (const named of [...pageAddresses(texts ?? new Map<string, string>()), ...spokenFiles(narration)]) {
      const own = this.#quoted.get(named.base) ?? (await this.#readOwn(named.base));
      if (!own.has(named.address)) found.push(named);
    }
    return found;
  }

  async #readOwn(path: string): Promise<Set<string>> {
    const file = this.#loaded.files.get(path);
    const quoted = quotedTexts(file === undefined ? "" : await readFile(file, "utf8"));
    this.#quoted.set(path, quoted);
    return quoted;
  }

  /** Why an address leads to no file of the project; `null` if it leads to one, or elsewhere. */
  #refusalOf({ address, base }: PageAddress): Refusal | null {
    const refuse = (text: string): Refusal => ({ text, missing: null });
    if (address === BLOCKED_ADDRESS || escapeAddress(address, true) === BLOCKED_ADDRESS)
      return refuse("is no address that may be used");
    if (elsewhere.test(address)) return null;
    const { files, made } = this.#loaded;
    const path = pathOf(address, base);
    if (path === null || climbsOut(address, base)) return refuse("leads out of that folder");
    if (files.has(path) || made.has(path)) return null;
    if (path.split("/").some((name) => name.startsWith("."))) return refuse("is hidden, and is not read");
    const isFolder = [...files.keys()].some((other) => other.startsWith(`${path}/`));
    return isFolder ? refuse("is a folder") : { text: "is not there", missing: path };
  }
}

/** Who speaks may be in a file of the project. */
function spokenFiles(narration: NarrationSettings | null): PageAddress[] {
  if (narration?.source.type !== "file") return [];
  const { src, words } = narration.source;
  return [src, ...(words === undefined ? [] : [words])].map((address) => ({ address, base: SETTINGS_FILE }));
}

/** The value that an address has come from: the longest that is in it, as others may be in it by chance. */
function origin(address: string, values: readonly RowValue[]): RowValue | null {
  if (address === BLOCKED_ADDRESS)
    return values.find(({ value }) => escapeAddress(value, true) === BLOCKED_ADDRESS) ?? null;
  const text = decoded(address);
  const within = values.filter(({ value }) => address.includes(value) || text.includes(value));
  return within.toSorted((a, b) => b.value.length - a.value.length)[0] ?? null;
}

function pathOf(address: string, base: string): string | null {
  const from = base.split("/").map(encodeURIComponent).join("/");
  const url = URL.parse(address, `${projectOrigin}/${from}`);
  if (url?.origin !== projectOrigin) return null;
  return decoded(url.pathname).split("/").filter(Boolean).join("/");
}

function decoded(address: string): string {
  try {
    return decodeURIComponent(address);
  } catch {
    return address;
  }
}
