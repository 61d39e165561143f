import type { SourceText } from "@hyperframes-engine/errors";
import type { Atrule, CssNode, Declaration } from "css-tree";
import type { SourceLocation } from "../errors.ts";
import type { HtmlDocument, HtmlElement } from "./html-document.ts";

/** One declaration, wherever it stands. */
export interface CssDeclaration {
  /** In lower case. */
  readonly property: string;
  /** As written. */
  readonly value: string;
  readonly location: SourceLocation;
  /** The at-rule around it, without `@`: `font-face`, `media`; empty if there is none. */
  readonly atRule: string;
  /** The selectors of the rule that it is in, as written; `null` outside of rules. */
  readonly selector: string | null;
}

/** An address in a style sheet. */
interface CssAddress {
  readonly address: string;
  readonly kind: "style" | "font" | "image";
  readonly location: SourceLocation;
}

/** A style sheet, a `<style>` or a `style` attribute. */
export interface StyleSource {
  readonly document: HtmlDocument;
  /** The element whose `style` attribute it is; `null` for a sheet. */
  readonly element: HtmlElement | null;
  readonly source: SourceText;
  readonly declarations: readonly CssDeclaration[];
  readonly addresses: readonly CssAddress[];
}

/** A style to read. */
export interface StyleRequest {
  readonly document: HtmlDocument;
  readonly element: HtmlElement | null;
  readonly source: SourceText;
  /** Where the style begins in the source. */
  readonly offset: number;
  readonly text: string;
  readonly context: "stylesheet" | "declarationList";
}

/** Reads CSS as browsers do: what is wrong in it is skipped. */
export async function readStyle(request: StyleRequest): Promise<StyleSource> {
  const { document, element, source, offset, text, context } = request;
  const declarations: CssDeclaration[] = [];
  const addresses: CssAddress[] = [];
  const place = (node: CssNode): SourceLocation => source.locate(node.loc?.start.offset ?? offset);
  const [{ default: parse }, { default: walk }] = await Promise.all([
    import("css-tree/parser"),
    import("css-tree/walker"),
  ]);
  try {
    walk(parse(text, { context, offset, positions: true, parseCustomProperty: true }), function (node) {
      const atRule = this.atrule?.name.toLowerCase() ?? "";
      if (node.type === "Declaration") {
        const selector =
          this.rule && this.atrule?.name.toLowerCase().endsWith("keyframes") !== true
            ? textOf(this.rule.prelude, source)
            : null;
        declarations.push({ ...describe(node, { source, atRule }), selector, location: place(node) });
      } else if (node.type === "Url" && atRule !== "import" && atRule !== "namespace") {
        const kind = atRule === "font-face" ? "font" : "image";
        addresses.push({ address: node.value, kind, location: place(node) });
      } else if (node.type === "Atrule" && node.name.toLowerCase() === "import") {
        const [target] = importTarget(node);
        if (target) addresses.push({ address: target.value, kind: "style", location: place(target) });
      }
    });
  } catch (error) {
    // Nested too deeply for a parser that calls itself.
    if (!(error instanceof RangeError)) throw error;
  }
  return { document, element, source, declarations, addresses };
}

function describe(
  { property, value }: Declaration,
  { source, atRule }: { readonly source: SourceText; readonly atRule: string },
): Omit<CssDeclaration, "location" | "selector"> {
  return { property: property.toLowerCase(), value: textOf(value, source), atRule };
}

function textOf({ loc }: CssNode, source: SourceText): string {
  return loc ? source.text.slice(loc.start.offset, loc.end.offset).trim() : "";
}

function importTarget({ prelude }: Atrule): Array<CssNode & { readonly value: string }> {
  if (prelude?.type !== "AtrulePrelude") return [];
  return prelude.children.toArray().filter((node) => node.type === "String" || node.type === "Url");
}
