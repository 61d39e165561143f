import { refuse, type Spot, type Verdict } from "../escape/escape-name.ts";
import type { StandInWords } from "./expand.ts";

/** What an address is for: a page to go to, or a picture, film or sound to show. */
type AddressKind = "url" | "url-image";

const anchored = /^[^:/?#]*[/?#]/;
const goodScheme = /^\s*(?:https?|mailto|tel):/i;

/** Finds which values begin an address, so that their schemes are checked, and which are parts of it. */
export function surveyAddress(
  text: string,
  { words, kind }: { readonly words: StandInWords; readonly kind: AddressKind },
): Spot[] {
  return words.find(text).map(({ id, start, end }) => {
    const before = text.slice(0, start).trimStart();
    const after = words.without(text.slice(end));
    const isWhole = text.slice(end).trim() === "";
    return { id, verdict: judge(before, { after, kind, isWhole }) };
  });
}

function judge(
  before: string,
  { after, kind, isWhole }: { readonly after: string; readonly kind: AddressKind; readonly isWhole: boolean },
): Verdict {
  const literal = before.trim();
  if (literal === "") {
    if (/^[^/?#]*:/.test(after)) return refuse("the scheme of an address cannot come from data");
    return [kind === "url-image" && !isWhole ? "url-begin" : kind];
  }
  if (literal.includes(":") && !anchored.test(literal) && !goodScheme.test(literal)) {
    return refuse("only http, https, mailto, tel and relative addresses can hold values");
  }
  if (!/[:/?#]/.test(literal) && /^[^/?#]*:/.test(after)) {
    return refuse("the scheme of an address cannot come from data");
  }
  // Pictures are fetched: from whom, the template says.
  const isHost = /^(?:https?:)?\/\/[^/?#]*$/i.test(literal) || /^https?:\/?$/i.test(literal);
  if (kind === "url-image" && isHost) return refuse("the host of an address cannot come from data");
  if (/&[#\w]*$/.test(literal) && !/[?#]/.test(literal)) return refuse("an entity before it is not finished");
  return ["url-part"];
}

/** Finds the values of a `srcset`: the whole of it, or addresses in it. */
export function surveySrcset(text: string, words: StandInWords): Spot[] {
  const found = words.find(text);
  const [only] = found;
  if (only && found.length === 1 && words.without(text).trim() === "") {
    return [{ id: only.id, verdict: ["srcset"] }];
  }
  return text.split(",").flatMap((candidate) => {
    const [address = "", descriptor = ""] = candidate.trim().split(/\s+(.*)/s);
    const inDescriptor = words.find(descriptor).map(({ id }) => ({
      id,
      verdict: refuse("the size in a srcset cannot come from data"),
    }));
    return [...surveyAddress(address, { words, kind: "url-image" }), ...inDescriptor];
  });
}
