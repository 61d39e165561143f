import { html, parse, type DefaultTreeAdapterTypes } from "parse5";
import { attributePlace, type AttributeOwner } from "./attribute-place.ts";
import { refuse, wrapVerdict, type Spot, type Survey, type Verdict } from "./escape-name.ts";
import type { StandInWords } from "./expand.ts";
import { HtmlState, type HtmlRegion } from "./html-state.ts";
import { surveyAddress, surveySrcset } from "./survey-address.ts";
import { surveyJson } from "./survey-json.ts";
import { surveyScript } from "./survey-script.ts";
import { surveyStyle } from "./survey-style.ts";

type Element = DefaultTreeAdapterTypes.Element;
type ChildNode = DefaultTreeAdapterTypes.ChildNode;
type TextNode = DefaultTreeAdapterTypes.TextNode;

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

interface AttributeText {
  readonly value: string;
  readonly location: { readonly startOffset: number; readonly endOffset: number };
}

class HtmlSurvey {
  readonly #text: string;
  readonly #words: StandInWords;
  readonly #spots: Spot[] = [];
  readonly #state: HtmlState;
  #fault: Survey["fault"] = null;

  constructor(text: string, words: StandInWords) {
    this.#text = text;
    this.#words = words;
    this.#state = new HtmlState();
  }

  visit(node: ChildNode): void {
    if ("tagName" in node) this.#element(node);
    else if (node.nodeName === "#comment" && "data" in node) {
      this.#add(node.data, ["comment"]);
      this.#region(node, "a comment");
    } else if (node.nodeName === "#text") {
      this.#textIn(node);
    }
  }

  finish(): Survey {
    return { spots: this.#spots, fault: this.#fault, stateAt: (offset) => this.#state.at(offset) };
  }

  #element(element: Element): void {
    const place = element.sourceCodeLocation;
    if (place) this.#state.addElement(element.tagName, place);
    const attributes = new Map(element.attrs.map(({ name, value }) => [name, value]));
    for (const { name, value, prefix } of element.attrs) {
      const attribute = prefix ? `${prefix}:${name}` : name;
      const found = this.#words.find(value);
      const owner = { tag: element.tagName.toLowerCase(), attribute: attribute.toLowerCase(), attributes };
      const location = place?.attrs?.[attribute] ?? place?.attrs?.[name];
      if (location) this.#state.addAttribute(this.#regionOf(owner, { value, location }));
      if (this.#words.find(name).length > 0)
        this.#add(name, refuse("the name of an attribute cannot come from data"));
      if (found.length === 0) continue;
      const quote = location ? quoteOf(this.#text.slice(location.startOffset, location.endOffset)) : "";
      const isWhole = found.length === 1 && this.#words.without(value) === "";
      if (quote === "" && !isWhole && /^\s*$/.test(this.#words.without(value))) {
        this.#add(value, refuse("write quotes around the attribute: all of its values may be empty"));
        continue;
      }
      for (const spot of this.#attribute(value, owner)) {
        const quoted = isWhole ? "unquoted-whole" : "unquoted-part";
        this.#spots.push({ id: spot.id, verdict: wrapVerdict(spot.verdict, quote ? "html" : quoted) });
      }
    }
    if (this.#words.find(element.tagName).length > 0) {
      this.#add(element.tagName, refuse("the name of an element cannot come from data"));
    }
    const content = element.nodeName === "template" && "content" in element ? element.content : element;
    for (const child of (content as Element).childNodes) this.visit(child);
  }

  /** Code in an attribute has states of its own; with entities in it, nobody can tell where they are. */
  #regionOf(owner: AttributeOwner, { value, location }: AttributeText): HtmlRegion {
    const region = {
      start: location.startOffset,
      end: location.endOffset,
      name: `the attribute ${owner.attribute}`,
    };
    const language = attributePlace(owner);
    if (language !== "script" && language !== "style" && language !== "json") return region;
    const source = this.#text.slice(location.startOffset, location.endOffset);
    const lead = /^[^=]*=\s*["']?/s.exec(source)?.[0].length ?? 0;
    if (source.slice(lead, lead + value.length) !== value) {
      return { ...region, inside: (offset) => `at character ${offset}` };
    }
    const words = this.#words;
    const survey = {
      script: () => surveyScript(value, { words, isHandler: true }),
      style: () => surveyStyle(value, { words, kind: "declarationList" }),
      json: () => surveyJson(value, words),
    }[language]();
    return { ...region, inside: (offset) => survey.stateAt(offset - location.startOffset - lead) };
  }

  #attribute(value: string, owner: AttributeOwner): readonly Spot[] {
    const words = this.#words;
    const language = attributePlace(owner);
    const all = (verdict: Verdict): Spot[] => words.find(value).map(({ id }) => ({ id, verdict }));
    if (typeof language === "object") return all(language);
    switch (language) {
      case "script":
        return surveyScript(value, { words, isHandler: true }).spots;
      case "style":
        return surveyStyle(value, { words, kind: "declarationList" }).spots;
      case "style-value":
        return surveyStyle(value, { words, kind: "value" }).spots;
      case "json":
        return surveyJson(value, words).spots;
      case "srcset":
        return surveySrcset(value, words);
      case "url":
      case "url-image":
        return surveyAddress(value, { words, kind: language });
      case "plain":
        return all(["plain"]);
    }
  }

  #textIn(node: TextNode): void {
    const parent = node.parentNode;
    const element = parent && "tagName" in parent ? parent : null;
    const start = node.sourceCodeLocation?.startOffset ?? 0;
    const end = node.sourceCodeLocation?.endOffset ?? start;
    const tag = element?.tagName ?? "";
    const isForeign = element !== null && element.namespaceURI !== html.NS.HTML;
    if (tag === "script" || tag === "style") {
      this.#code(node, { element: element as Element, start, end, isForeign });
    } else if (this.#words.find(node.value).length > 0) {
      const cdata = this.#text.lastIndexOf("<![CDATA[", end);
      const inCdata = isForeign && cdata >= start - 9 && cdata >= 0;
      if (inCdata) this.#add(node.value, refuse("a CDATA section cannot hold a value"));
      else if (!isForeign && rawElements.test(tag)) {
        this.#add(node.value, refuse(`<${tag}> cannot hold a value: nothing in it can be escaped`));
      } else this.#add(node.value, ["html-text"]);
    }
  }

  #code(
    node: TextNode,
    {
      element,
      start,
      end,
      isForeign,
    }: {
      readonly element: Element;
      readonly start: number;
      readonly end: number;
      readonly isForeign: boolean;
    },
  ): void {
    const text = node.value;
    const survey = this.#codeSurvey(text, element, isForeign);
    // Without entities, offsets in the text are offsets in the file.
    const isExact = this.#text.slice(start, end) === text;
    const region: HtmlRegion = { start, end, name: element.tagName };
    this.#state.add({
      ...region,
      ...(isExact ? { inside: (offset) => survey.stateAt(offset - start) } : {}),
    });
    if (survey.fault && this.#words.find(text).length > 0) {
      this.#fault ??= { offset: start + survey.fault.offset, message: survey.fault.message };
    }
    for (const spot of survey.spots) {
      const verdict =
        isForeign && !isExact ? refuse("write entities and CDATA elsewhere than values") : spot.verdict;
      this.#spots.push({ id: spot.id, verdict: isForeign ? wrapVerdict(verdict, "html") : verdict });
    }
  }

  #codeSurvey(text: string, element: Element, isForeign: boolean): Survey {
    const words = this.#words;
    const type = (element.attrs.find(({ name }) => name === "type")?.value ?? "").split(";")[0]?.trim() ?? "";
    if (element.tagName === "style") return surveyStyle(text, { words, kind: "stylesheet" });
    if (isForeign) return refusing(text, { words, refusal: "a script in SVG cannot hold values" });
    if (scriptTypes.test(type)) return surveyScript(text, { words, isHandler: false });
    if (jsonTypes.test(type)) return surveyJson(text, words);
    return refusing(text, { words, refusal: `a script of the type ${type} cannot hold values` });
  }

  #add(text: string, verdict: Verdict): void {
    for (const { id } of this.#words.find(text)) this.#spots.push({ id, verdict });
  }

  #region(
    node: { sourceCodeLocation?: { startOffset: number; endOffset: number } | null },
    name: string,
  ): void {
    const place = node.sourceCodeLocation;
    if (place) this.#state.add({ start: place.startOffset, end: place.endOffset, name });
  }
}

function refusing(
  text: string,
  { words, refusal }: { readonly words: StandInWords; readonly refusal: string },
): Survey {
  const spots = words.find(text).map(({ id }) => ({ id, verdict: refuse(refusal) }));
  return { spots, fault: null, stateAt: () => "" };
}

/** The quote in which an attribute's value is written; empty if there is none. */
function quoteOf(source: string): string {
  return /^[^=]*=\s*(["'])/s.exec(source)?.[1] ?? "";
}
