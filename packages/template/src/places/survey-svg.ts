import {
  refuse,
  wrapVerdict,
  type AuthoredCode,
  type Spot,
  type Survey,
  type Verdict,
} from "../escape/escape-name.ts";
import type { StandInWords } from "./expand.ts";
import { HtmlState } from "./html-state.ts";
import { surveyAttribute, openEntity } from "./survey-attribute.ts";
import { surveyStyle } from "./survey-style.ts";
import { readXml, type XmlElement, type XmlPiece } from "./xml-pieces.ts";

const xlink = "http://www.w3.org/1999/xlink";

/** Finds where values stand in a picture in SVG, which browsers read as XML. */
export function surveySvg(text: string, words: StandInWords): Survey {
  if (words.find(text).length === 0 && !/<[\w:-]*script|\son\w/i.test(text)) {
    return { spots: [], fault: null, stateAt: () => "" };
  }
  const { pieces, fault } = readXml(text);
  const survey = new SvgSurvey(text, words);
  for (const piece of pieces) survey.add(piece);
  return survey.finish(fault);
}

class SvgSurvey {
  readonly #text: string;
  readonly #words: StandInWords;
  readonly #spots: Spot[] = [];
  readonly #authored: AuthoredCode[] = [];
  readonly #state = new HtmlState();

  constructor(text: string, words: StandInWords) {
    this.#text = text;
    this.#words = words;
  }

  add(piece: XmlPiece): void {
    const { start, end } = piece;
    switch (piece.kind) {
      case "element":
        this.#state.addRange(piece.element.name, { start, end });
        return this.#element(piece.element);
      case "tag":
        this.#state.add({ start, end, name: `a tag of <${piece.element.name}>` });
        return this.#all(piece.named, refuse("the name of an element or attribute cannot come from data"));
      case "text":
        return this.#textIn(piece);
      case "comment":
        this.#state.add({ start, end, name: "a comment" });
        return this.#all(this.#text.slice(start, end), ["comment"]);
      case "other":
        this.#state.add({ start, end, name: "a CDATA section or an instruction" });
        return this.#all(this.#text.slice(start, end), refuse("here XML has no place for a value"));
    }
  }

  finish(fault: Survey["fault"]): Survey {
    return {
      spots: this.#spots,
      authored: this.#authored,
      fault: fault && this.#words.find(this.#text).length > 0 ? fault : null,
      stateAt: (offset) => this.#state.at(offset),
    };
  }

  #element(element: XmlElement): void {
    const owners = element.attributes.map(({ local, space }) => (space === xlink ? `xlink:${local}` : local));
    const attributes = new Map(
      element.attributes.map(({ value }, index) => [owners[index]?.toLowerCase() ?? "", value]),
    );
    for (const [index, { value, start, end }] of element.attributes.entries()) {
      const attribute = owners[index]?.toLowerCase() ?? "";
      const owner = { tag: element.local.toLowerCase(), attribute, attributes };
      const source = this.#text.slice(start, end);
      const { spots, region } = surveyAttribute({ owner, value, source, start, words: this.#words });
      this.#spots.push(...spots);
      this.#state.add(region);
      if (attribute.startsWith("on")) this.#authored.push({ kind: "handler", start, end });
    }
    const { content } = element;
    if (element.local === "script" && content) this.#authored.push({ kind: "foreign", ...content });
  }

  #textIn({ start, end, element }: Extract<XmlPiece, { kind: "text" }>): void {
    const text = this.#text.slice(start, end);
    const local = element?.local.toLowerCase() ?? "";
    if (this.#words.find(text).length === 0 && local !== "style") return;
    if (local === "script") return this.#all(text, refuse("a script in SVG cannot hold values"));
    if (local === "style") return this.#style(text, start);
    for (const { id, start: at } of this.#words.find(text)) {
      const verdict: Verdict = openEntity.test(text.slice(0, at))
        ? refuse("the & before it could make an entity of it")
        : ["html-text"];
      this.#spots.push({ id, verdict });
    }
  }

  #style(text: string, start: number): void {
    const survey = surveyStyle(text, { words: this.#words, kind: "stylesheet" });
    const inside = (offset: number): string => survey.stateAt(offset - start);
    this.#state.add({ start, end: start + text.length, name: "style", inside });
    const isPlain = !text.includes("&");
    for (const { id, verdict } of survey.spots) {
      const judged = isPlain ? verdict : refuse("this style has entities in it");
      this.#spots.push({ id, verdict: wrapVerdict(judged, "html") });
    }
  }

  #all(text: string, verdict: Verdict): void {
    for (const { id } of this.#words.find(text)) this.#spots.push({ id, verdict });
  }
}
