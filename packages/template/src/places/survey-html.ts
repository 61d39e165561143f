import { html, parse, type DefaultTreeAdapterTypes, type Token } from "parse5";
import {
  refuse,
  wrapVerdict,
  type AuthoredCode,
  type Spot,
  type Survey,
  type Verdict,
} from "../escape/escape-name.ts";
import type { AttributeOwner } from "./attribute-place.ts";
import { CompiledMarkup } from "./compiled-markup.ts";
import type { StandInWords } from "./expand.ts";
import { HtmlState } from "./html-state.ts";
import { openEntity, surveyAttribute } from "./survey-attribute.ts";
import { surveyJson } from "./survey-json.ts";
import { surveyScript } from "./survey-script.ts";
import { surveyStyle } from "./survey-style.ts";

type Element = DefaultTreeAdapterTypes.Element;
type ChildNode = DefaultTreeAdapterTypes.ChildNode;
type TextNode = DefaultTreeAdapterTypes.TextNode;

/** What browsers run, or read as a table of modules. */
const runTypes = /^(?:|importmap|(?:text|application)\/(?:x-)?(?:java|ecma)script)$/i;
const scriptTypes = /^(?:|module|(?:text|application)\/(?:x-)?(?:java|ecma)script)$/i;
const jsonTypes = /^(?:application|text)\/(?:[\w.-]+\+)?json$/i;
/** What browsers read as text without entities: nothing in there can be escaped. */
const rawElements = /^(?:xmp|iframe|noembed|noframes|noscript|plaintext)$/;

/** Finds where values stand in a page, a part of one, or a picture in SVG. */
export function surveyHtml(text: string, words: StandInWords): Survey {
  const reader = new HtmlSurvey(text, words);
  for (const node of parse(text, { sourceCodeLocationInfo: true }).childNodes) reader.visit(node);
  return reader.finish();
}

class HtmlSurvey {
  readonly #text: string;
  readonly #words: StandInWords;
  readonly #spots: Spot[] = [];
  readonly #authored: AuthoredCode[] = [];
  readonly #compiled: CompiledMarkup;
  readonly #state = new HtmlState();
  #fault: Survey["fault"] = null;

  constructor(text: string, words: StandInWords) {
    this.#text = text;
    this.#words = words;
    this.#compiled = new CompiledMarkup(text, words.setting);
  }

  visit(node: ChildNode): void {
    const place = node.sourceCodeLocation;
    if ("tagName" in node) this.#element(node);
    else if (node.nodeName === "#text") this.#textIn(node, node.parentNode);
    else if ("data" in node) {
      this.#add(node.data, ["comment"]);
      if (place) this.#state.add({ start: place.startOffset, end: place.endOffset, name: "a comment" });
    }
  }

  finish(): Survey {
    return {
      spots: this.#spots,
      authored: this.#authored,
      fault: this.#fault,
      stateAt: (offset) => this.#state.at(offset),
    };
  }

  #element(element: Element): void {
    this.#add(element.tagName, refuse("the name of an element cannot come from data"));
    const place = element.sourceCodeLocation;
    if (place) this.#state.addElement(element.tagName, place);
    if (element.tagName === "script") this.#script(element);
    this.#attributes(element);
    const content = element.nodeName === "template" && "content" in element ? element.content : element;
    for (const child of (content as Element).childNodes) this.visit(child);
  }

  #script(element: Element): void {
    const { startTag: open, endTag } = element.sourceCodeLocation ?? {};
    if (!open) return;
    const isForeign = element.namespaceURI !== html.NS.HTML;
    const nameEnd = open.startOffset + "<script".length;
    if (!isForeign && /^module$/i.test(typeOf(element))) {
      this.#authored.push({ kind: "module", start: nameEnd, end: nameEnd });
    } else if (endTag && (isForeign || runTypes.test(typeOf(element)))) {
      const kind = isForeign ? "foreign" : "inline";
      this.#authored.push({ kind, start: open.endOffset, end: endTag.startOffset });
    }
  }

  #attributes(element: Element): void {
    const { tagName, attrs, sourceCodeLocation } = element;
    const written = attrs.map(({ name, value, prefix = "" }) => ({
      name: prefix ? `${prefix}:${name}` : name,
      value,
    }));
    // SVG has names with capitals.
    const attributes = new Map(written.map(({ name, value }) => [name.toLowerCase(), value]));
    for (const { name, value } of written) {
      this.#add(name, refuse("the name of an attribute cannot come from data"));
      const owner = { tag: tagName.toLowerCase(), attribute: name.toLowerCase(), attributes };
      const { [name]: exact, [owner.attribute]: lower } = sourceCodeLocation?.attrs ?? {};
      this.#attribute(element, { owner, value, place: exact ?? lower ?? null });
    }
  }

  #attribute(
    element: Element,
    {
      owner,
      value,
      place,
    }: { readonly owner: AttributeOwner; readonly value: string; readonly place: Token.Location | null },
  ): void {
    const { startOffset: start, endOffset: end } = place ?? { startOffset: 0, endOffset: 0 };
    const source = this.#text.slice(start, end);
    const { spots, region } = surveyAttribute({ owner, value, source, start, words: this.#words });
    for (const { id, verdict } of spots) {
      this.#spots.push({ id, verdict: this.#compiled.judge(element, verdict) });
    }
    if (!place) return;
    this.#state.add(region);
    if (owner.attribute.startsWith("on")) this.#authored.push({ kind: "handler", start, end });
  }

  #textIn(node: TextNode, parent: DefaultTreeAdapterTypes.ParentNode | null): void {
    const element = parent && "tagName" in parent ? parent : null;
    if (element && /^(?:script|style)$/.test(element.tagName)) this.#code(node, element);
    else if (this.#words.find(node.value).length > 0) {
      this.#add(node.value, this.#compiled.judge(element, this.#textVerdict(node, element)));
    }
  }

  #textVerdict({ sourceCodeLocation }: TextNode, element: Element | null): Verdict {
    if (element && element.namespaceURI === html.NS.HTML && rawElements.test(element.tagName)) {
      return refuse(`<${element.tagName}> cannot hold a value: nothing in it can be escaped`);
    }
    const { startOffset = 0, endOffset = 0 } = sourceCodeLocation ?? {};
    const isCdata = this.#text.slice(Math.max(0, startOffset - 9), endOffset).includes("<![CDATA[");
    return isCdata ? refuse("a CDATA section cannot hold a value") : ["html-text"];
  }

  #code(node: TextNode, element: Element): void {
    const { startOffset: start = 0, endOffset: end = 0 } = node.sourceCodeLocation ?? {};
    const isForeign = element.namespaceURI !== html.NS.HTML;
    const survey = this.#codeSurvey(node.value, element, isForeign);
    // Without entities, offsets in the text are offsets in the file.
    const isExact = this.#text.slice(start, end) === node.value;
    const inside = isExact ? { inside: (offset: number) => survey.stateAt(offset - start) } : {};
    this.#state.add({ start, end, name: element.tagName, ...inside });
    if (survey.fault && survey.spots.length > 0) {
      this.#fault ??= { offset: start + survey.fault.offset, message: survey.fault.message };
    }
    for (const { id, verdict } of survey.spots) {
      const before = node.value.slice(0, node.value.indexOf(this.#words.wordOf(id)));
      const isText = isExact && !(isForeign && openEntity.test(before));
      const judged = isText ? verdict : refuse("this style has entities or CDATA in it");
      this.#spots.push({ id, verdict: isForeign ? wrapVerdict(judged, "html") : judged });
    }
  }

  #codeSurvey(text: string, element: Element, isForeign: boolean): Survey {
    const words = this.#words;
    const type = typeOf(element);
    if (element.tagName === "style") return surveyStyle(text, { words, kind: "stylesheet" });
    if (!isForeign && scriptTypes.test(type)) return surveyScript(text, { words, isHandler: false });
    if (!isForeign && jsonTypes.test(type)) return surveyJson(text, words);
    const refusal = isForeign
      ? "a script in SVG cannot hold values"
      : `a script of the type ${type} cannot hold values`;
    const spots = words.find(text).map(({ id }) => ({ id, verdict: refuse(refusal) }));
    return { spots, fault: null, stateAt: () => "" };
  }

  #add(text: string, verdict: Verdict): void {
    for (const { id } of this.#words.find(text)) this.#spots.push({ id, verdict });
  }
}

function typeOf({ attrs }: Element): string {
  return (
    attrs
      .find(({ name }) => name === "type")
      ?.value.split(";")[0]
      ?.trim() ?? ""
  );
}
