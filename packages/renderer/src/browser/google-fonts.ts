import { type FamilyRequest, readFontAddress } from "./google-fonts-address.ts";
import { findFontPackage, type FontPackage } from "./google-fonts-package.ts";
import { fontFaceRules } from "./google-fonts-sheet.ts";
import { googleFontsHosts } from "./google-fonts-table.ts";
import { type LibraryFile, readLibraryFile } from "./shipped-libraries-package.ts";

/** A style sheet or a font file, and the package that it comes from. */
export interface FontAnswer extends Pick<LibraryFile, "body" | "contentType"> {
  readonly source: string;
}

/** Answers Google Fonts' addresses from packages of Fontsource: the project's own, or those that are shipped. */
export class GoogleFonts {
  readonly #projectFolder: string;
  readonly #packages = new Map<string, Promise<FontPackage | undefined>>();

  /** @param projectFolder where the composition is. */
  constructor(projectFolder: string) {
    this.#projectFolder = projectFolder;
  }

  /** Finds the answer to an address; `null` if none of its families is here, or it is no address of Google Fonts. */
  async answer(url: string): Promise<FontAnswer | null> {
    return (await this.#sheet(url)) ?? (await this.#file(url)) ?? null;
  }

  async #sheet(url: string): Promise<FontAnswer | undefined> {
    const request = readFontAddress(url);
    if (!request) return undefined;
    const fonts = await Promise.all(request.families.map(({ family }) => this.#find(family)));
    const found = fonts.filter((font) => font !== undefined);
    if (found.length === 0) return undefined;
    const imports = request.families.filter((_, index) => !fonts[index]).map(importOf);
    const rules = request.families.map((family, index) => {
      const font = fonts[index];
      return font ? fontFaceRules(font, family, request.display) : "";
    });
    const source = found.map(({ copy }) => `${copy.name}@${copy.version} (${copy.owner})`).join(", ");
    return {
      body: Buffer.from([...imports, ...rules].join("\n")),
      contentType: "text/css; charset=utf-8",
      source,
    };
  }

  async #file(url: string): Promise<FontAnswer | undefined> {
    const [, id = "", name = "", version = "", file = ""] =
      /^https:\/\/([^/]+)\/s\/(@fontsource(?:-variable)?\/[a-z0-9-]+)@([\w.-]+)\/([\w-]+\.woff2)$/.exec(
        url,
      ) ?? [];
    if (id !== googleFontsHosts.files) return undefined;
    const font = await this.#find(name.slice(name.indexOf("/") + 1));
    if (!font || font.copy.name !== name || font.copy.version !== version) return undefined;
    const found = await readLibraryFile(font.copy, `files/${file}`);
    return found && { ...found, source: `${name}@${version}/${found.path} (${font.copy.owner})` };
  }

  #find(family: string): Promise<FontPackage | undefined> {
    const found = this.#packages.get(family) ?? findFontPackage(family, this.#projectFolder);
    this.#packages.set(family, found);
    return found;
  }
}

/** What is not here is asked of the network, by itself, so that one unknown family does not cost the others. */
function importOf({ address }: FamilyRequest): string {
  return address ? `@import url(${JSON.stringify(address)});` : "";
}
