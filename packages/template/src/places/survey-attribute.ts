import { refuse, wrapVerdict, type Spot, type Survey, type Verdict } from "../escape/escape-name.ts";
import { attributePlace, type AttributeOwner } from "./attribute-place.ts";
import type { StandInWords } from "./expand.ts";
import type { HtmlRegion } from "./html-state.ts";
import { surveyAddress, surveySrcset } from "./survey-address.ts";
import { surveyJson } from "./survey-json.ts";
import { surveyScript } from "./survey-script.ts";
import { surveyStyle } from "./survey-style.ts";

/** An attribute as it is written in a page. */
interface WrittenAttribute {
  readonly owner: AttributeOwner;
  /** Without entities. */
  readonly value: string;
  /** From its name to its last quote. */
  readonly source: string;
  readonly start: number;
  readonly words: StandInWords;
}

/** An entity that a value could complete. */
export const openEntity: RegExp = /&#?\w*$/;

/** Finds where values stand in an attribute, and what a block in it may not change. */
export function surveyAttribute(attribute: WrittenAttribute): {
  readonly spots: readonly Spot[];
  readonly region: HtmlRegion;
} {
  const survey = surveyValue(attribute);
  return { spots: quoteSpots(attribute, survey), region: regionOf(attribute, survey) };
}

function surveyValue({ value, owner, words }: WrittenAttribute): Pick<Survey, "spots"> & Partial<Survey> {
  const language = attributePlace(owner);
  const all = (verdict: Verdict): Pick<Survey, "spots"> => ({
    spots: words.find(value).map(({ id }) => ({ id, verdict })),
  });
  if (typeof language === "object") return all(language);
  switch (language) {
    case "script":
      return surveyScript(value, { words, isHandler: true });
    case "style":
      return surveyStyle(value, { words, kind: "declarationList" });
    case "style-value":
      return surveyStyle(value, { words, kind: "value" });
    case "json":
      return surveyJson(value, words);
    case "srcset":
      return { spots: surveySrcset(value, words) };
    case "url":
    case "url-image":
      return { spots: surveyAddress(value, { words, kind: language }) };
    case "plain":
      return all(["plain"]);
  }
}

function quoteSpots(
  { owner, value, source, words }: WrittenAttribute,
  survey: Partial<Survey> & Pick<Survey, "spots">,
): Spot[] {
  const isQuoted = /^[^=]*=\s*["']/s.test(source);
  const isWhole = survey.spots.length === 1 && words.without(value) === "";
  const mayBeEmpty = !isQuoted && !isWhole && words.without(value).trim() === "";
  const unquoted = isWhole ? "unquoted-whole" : "unquoted-part";
  // The policy of the page has to find where the author's code ends.
  const isCut =
    !isQuoted && owner.attribute.startsWith("on") && words.find(source).at(-1)?.end === source.length;
  return survey.spots.map(({ id, verdict }) => {
    const before = source.slice(0, source.toLowerCase().indexOf(words.wordOf(id)));
    if (isCut) return { id, verdict: refuse("write quotes around the attribute") };
    if (mayBeEmpty)
      return { id, verdict: refuse("write quotes around the attribute: all of its values may be empty") };
    // `&` and a value could be the entity of a quote, which ends a text of the code, or of a colon in an address.
    const isPlain = !("refusal" in verdict) && verdict[0] === "plain";
    if (!isPlain && openEntity.test(before)) {
      return { id, verdict: refuse("the & before it could make an entity of it: write &amp;") };
    }
    return { id, verdict: wrapVerdict(verdict, isQuoted ? "html" : unquoted) };
  });
}

/** Code in an attribute has states of its own; with entities in it, nobody can tell where they are. */
function regionOf({ owner, value, source, start }: WrittenAttribute, survey: Partial<Survey>): HtmlRegion {
  const region = { start, end: start + source.length, name: `the attribute ${owner.attribute}` };
  const { stateAt } = survey;
  if (!stateAt) return region;
  const strictly = { ...region, start: region.start + 1, end: region.end - 1 };
  const lead = /^[^=]*=\s*["']?/s.exec(source)?.[0].length ?? 0;
  return source.slice(lead, lead + value.length) === value
    ? { ...strictly, inside: (offset) => stateAt(offset - start - lead) }
    : { ...strictly, inside: (offset) => `at character ${offset}` };
}
