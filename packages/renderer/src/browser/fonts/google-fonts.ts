import type { PinnedFiles } from "../libraries/pinned-files.ts";
import type { LibraryFile } from "../libraries/shipped-libraries-package.ts";
import { type FamilyRequest, readFontAddress } from "./google-fonts-address.ts";
import { fetchFontPackage } from "./google-fonts-fetched.ts";
import { findFontPackage, type FontPackage } from "./google-fonts-package.ts";
import { fontFaceRules } from "./google-fonts-sheet.ts";
import { fontId, googleFontsHosts } from "./google-fonts-table.ts";

/** A style sheet or a font file, and the package that it comes from. */
interface FontAnswer extends Pick<LibraryFile, "body" | "contentType"> {
  readonly source: string;
  readonly isShipped: boolean;
}

/**
 * Answers Google Fonts' addresses from packages of Fontsource: the project's own, or those that are shipped. A family that
 * a page names without a link to it may also be fetched.
 */
export class GoogleFonts {
  readonly #projectFolder: string;
  readonly #files: Pick<PinnedFiles, "get"> | null;
  readonly #packages = new Map<string, Promise<FontPackage | undefined>>();
  readonly #fetched = new Map<string, Promise<FontPackage | undefined>>();

  /**
   * @param projectFolder where the composition is.
   * @param files the network, as far as it may be asked.
   */
  constructor(projectFolder: string, files: Pick<PinnedFiles, "get"> | null = null) {
    this.#projectFolder = projectFolder;
    this.#files = files;
  }

  /** Finds the answer to an address; `null` if none of its families is here, or it is no address of Google Fonts. */
  async answer(url: string): Promise<FontAnswer | null> {
    return (await this.#sheet(url)) ?? (await this.#file(url)) ?? null;
  }

  async #sheet(url: string): Promise<FontAnswer | undefined> {
    const request = readFontAddress(url);
    if (!request) return undefined;
    const fonts = await Promise.all(
      request.families.map(async ({ family }) => {
        const found = await this.#find(family);
        return found ?? (request.mayFetch ? this.#fetch(family) : undefined);
      }),
    );
    const found = fonts.filter((font) => font !== undefined);
    if (found.length === 0) return undefined;
    const imports = request.families.filter((_, index) => !fonts[index]).map(importOf);
    const rules = request.families.map((family, index) => {
      const font = fonts[index];
      return font ? fontFaceRules(font, family, request.display) : "";
    });
    const source = found.map(({ name, version, owner }) => `${name}@${version} (${owner})`).join(", ");
    return {
      body: Buffer.from([...imports, ...rules].join("\n")),
      contentType: "text/css; charset=utf-8",
      source,
      isShipped: found.every(({ owner }) => owner === "shipped"),
    };
  }

  async #file(url: string): Promise<FontAnswer | undefined> {
    const [, id = "", name = "", version = "", file = ""] =
      /^https:\/\/([^/]+)\/s\/(@fontsource(?:-variable)?\/[a-z0-9-]+)@([\w.-]+)\/([\w-]+\.woff2)$/.exec(
        url,
      ) ?? [];
    if (id !== googleFontsHosts.files) return undefined;
    const family = name.slice(name.indexOf("/") + 1);
    const font = (await this.#find(family)) ?? (await this.#fetched.get(fontId(family)));
    if (!font || font.name !== name || font.version !== version || !font.has(file)) return undefined;
    const found = await font.read(file);
    if (!found) return undefined;
    const source = `${name}@${version}/files/${file} (${font.owner})`;
    return { ...found, source, isShipped: font.owner === "shipped" };
  }

  #find(family: string): Promise<FontPackage | undefined> {
    const found = this.#packages.get(family) ?? findFontPackage(family, this.#projectFolder);
    this.#packages.set(family, found);
    return found;
  }

  async #fetch(family: string): Promise<FontPackage | undefined> {
    if (!this.#files) return undefined;
    const id = fontId(family);
    const found = this.#fetched.get(id) ?? fetchFontPackage(family, this.#files);
    this.#fetched.set(id, found);
    return found;
  }
}

/** What is not here is asked of the network, by itself, so that one unknown family does not cost the others. */
function importOf({ address }: FamilyRequest): string {
  return address ? `@import url(${JSON.stringify(address)});` : "";
}
