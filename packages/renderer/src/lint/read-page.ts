import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { SourceText } from "@hyperframes-engine/errors";
import { installedFamilies } from "../browser/fonts/font-config.ts";
import { googleFontsHosts, installedFamilyPath } from "../browser/fonts/google-fonts-table.ts";
import { GoogleFonts } from "../browser/fonts/google-fonts.ts";
import { ShippedLibraries } from "../browser/libraries/shipped-libraries.ts";
import { homeOf, type Project } from "../composition/find-project.ts";
import { pinnedAddresses } from "../composition/pinned-addresses.ts";
import { elementAddresses, type AssetAddress, type AssetReference } from "./asset-reference.ts";
import { firstFamilies } from "./first-families.ts";
import { readHtmlDocument, type HtmlDocument, type HtmlElement } from "./html-document.ts";
import type { LintedPage } from "./linted-page.ts";
import { readScript, type ScriptSource } from "./read-script.ts";
import { readStyle, type StyleRequest, type StyleSource } from "./read-style.ts";
import { resolveAsset, type AssetContext } from "./resolve-asset.ts";
import { scriptAddresses } from "./script-addresses.ts";

/** Bytes of a file that people write; what is larger is data, and takes long to read. */
const LARGEST_FILE = 2_000_000;
const MOST_FILES = 300;
const MOST_REFERENCES = 3000;
const MOST_FAMILIES = 100;

/** Reads a project's entry and all that it includes or links to, each file once. */
export async function readPage(project: Project): Promise<LintedPage> {
  const reader = new PageReader(project);
  const realPath = join(project.folder, project.entry);
  const info = await stat(realPath).catch(() => null);
  const source = await reader.open({ kind: "file", path: project.entry, realPath, size: info?.size ?? 0 });
  if (source) await reader.readDocument(source, null);
  await reader.findFonts();
  return reader;
}

/** An address that leads to a file of the project. */
type FileTarget = AssetReference["target"] & { readonly kind: "file" };

/** A place to look for addresses: which page, and the files that they are relative to. */
interface Scope {
  readonly document: HtmlDocument;
  readonly bases: readonly string[];
}

class PageReader implements LintedPage {
  readonly documents: HtmlDocument[] = [];
  readonly scripts: ScriptSource[] = [];
  readonly styles: StyleSource[] = [];
  readonly references: AssetReference[] = [];
  readonly packagedFonts = new Set<string>();
  readonly unread: string[] = [];
  readonly #project: Project;
  /** What `integrity` attributes say, as far as pages have been read. */
  readonly #pinned = new Map<string, string>();
  readonly #context: AssetContext;
  readonly #opened = new Set<string>();

  constructor(project: Project) {
    this.#project = project;
    const { folder } = project;
    this.#context = {
      folder,
      libraries: new ShippedLibraries(homeOf(project), { pinned: this.#pinned }),
      fonts: new GoogleFonts(homeOf(project)),
    };
  }

  /** The text of a file that was not opened before; `null` if it was, or if it cannot be read. */
  async open({ path, realPath, size }: FileTarget): Promise<SourceText | null> {
    if (this.#opened.has(path)) return null;
    this.#opened.add(path);
    const fits = size <= LARGEST_FILE && this.#opened.size <= MOST_FILES;
    const text = fits ? await readFile(realPath, "utf8").catch(() => null) : null;
    // An editor's mark at the beginning is no column.
    if (text !== null) return new SourceText(path, text.replace(/^\uFEFF/, ""));
    this.unread.push(path);
    return null;
  }

  async readDocument(source: SourceText, host: HtmlElement | null): Promise<void> {
    const document = readHtmlDocument(source, host);
    this.documents.push(document);
    for (const [url, integrity] of pinnedAddresses([source.text])) this.#pinned.set(url, integrity);
    const scope = { document, bases: [...new Set([source.file, this.#project.entry])] };
    const linked = elementAddresses(document);
    for (const element of document.elements) await this.#readContent(element, scope);
    for (const address of linked) await this.#follow(address, scope);
  }

  /** Asks which of the families in use are there, though no style sheet brings them. */
  async findFonts(): Promise<void> {
    const families = new Set(firstFamilies(this).map(({ family }) => family));
    for (const family of [...families].slice(0, MOST_FAMILIES)) {
      if (installedFamilies.has(family.toLowerCase())) continue;
      const query = new URLSearchParams({ family });
      const address = `https://${googleFontsHosts.styles}${installedFamilyPath}?${query.toString()}`;
      if (await this.#context.fonts.answer(address)) this.packagedFonts.add(family.toLowerCase());
    }
  }

  async #readContent(element: HtmlElement, scope: Scope): Promise<void> {
    const { document } = scope;
    const { source } = document;
    if (element.tag === "script" && !element.has("src") && isJavaScript(element)) {
      await this.#readScript({ source, ...element.content, isModule: isModule(element) }, scope);
    }
    if (element.tag === "style") {
      const sheet = { document, element: null, source, ...element.content, context: "stylesheet" } as const;
      await this.#readStyle(sheet, scope);
    }
    if (element.has("style")) {
      const text = element.attribute("style") ?? "";
      const offset = element.valueOffset("style");
      const request = { document, element, source, text, offset, context: "declarationList" } as const;
      await this.#readStyle(request, scope);
    }
  }

  async #readScript(
    written: { source: SourceText; text: string; offset: number; isModule: boolean },
    scope: Scope,
  ): Promise<void> {
    const script = await readScript({ ...written, document: scope.document });
    this.scripts.push(script);
    for (const address of scriptAddresses(script)) {
      const bases = address.kind === "script" ? [written.source.file] : scope.bases;
      await this.#follow({ ...address, element: null }, { ...scope, bases });
    }
  }

  async #readStyle(request: StyleRequest, scope: Scope): Promise<void> {
    const style = await readStyle(request);
    this.styles.push(style);
    for (const address of style.addresses) await this.#follow({ ...address, element: null }, scope);
  }

  async #follow(address: AssetAddress & { element: HtmlElement | null }, scope: Scope): Promise<void> {
    if (this.references.length >= MOST_REFERENCES) return;
    const fromRoot = address.kind === "composition" ? [this.#project.entry] : [];
    const target = await resolveAsset(address.address, [...fromRoot, ...scope.bases], this.#context);
    const reference = { ...address, target };
    this.references.push(reference);
    if (target.kind === "file") await this.#readLinked({ ...reference, target }, scope);
  }

  async #readLinked(reference: AssetReference & { target: FileTarget }, scope: Scope): Promise<void> {
    const { kind, element, target } = reference;
    const isText = kind === "composition" || kind === "style" || (kind === "script" && isJavaScript(element));
    const source = isText ? await this.open(target) : null;
    if (!source) return;
    if (kind === "composition") await this.readDocument(source, element);
    const whole = { document: scope.document, source, text: source.text, offset: 0 };
    const inFile = { ...scope, bases: [source.file] };
    if (kind === "style") await this.#readStyle({ ...whole, element: null, context: "stylesheet" }, inFile);
    if (kind === "script") await this.#readScript({ ...whole, isModule: isModule(element) }, scope);
  }
}

/** Data blocks and other languages are not: https://html.spec.whatwg.org/#prepare-the-script-element */
function isJavaScript(element: HtmlElement | null): boolean {
  const type = (element?.attribute("type") ?? "").trim().toLowerCase();
  return type === "" || type === "module" || /^(?:text|application)\/(?:x-)?(?:java|ecma)script$/.test(type);
}

/** What a module imports is one too, and so is what is loaded ahead for it. */
function isModule(element: HtmlElement | null): boolean {
  return (
    element === null || element.tag === "link" || element.attribute("type")?.trim().toLowerCase() === "module"
  );
}
