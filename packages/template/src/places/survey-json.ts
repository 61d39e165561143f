import { refuse, type Spot, type Survey, type Verdict } from "../escape/escape-name.ts";
import type { StandIn, StandInWords } from "./expand.ts";

/** Finds where values stand in JSON: in a text, or as a value of their own. */
export function surveyJson(text: string, words: StandInWords): Survey {
  const states = statesOf(text);
  const stateAt = (offset: number): string => states[Math.min(offset, text.length)] ?? "";
  const spots: Spot[] = words.find(text).map((standIn) => ({
    id: standIn.id,
    verdict: judge(text, { standIn, state: stateAt(standIn.start) }),
  }));
  return { spots, fault: null, stateAt };
}

function judge(
  text: string,
  { standIn, state }: { readonly standIn: StandIn; readonly state: string },
): Verdict {
  const after = text.slice(standIn.end);
  if (state.endsWith('"')) {
    return /^(?:[^"\\]|\\.)*"\s*:/s.test(after) && state.at(-2) === "{"
      ? refuse("a name in JSON cannot come from data")
      : ["json-string"];
  }
  const stands = /(?:^|[[:,])\s*$/.test(text.slice(0, standIn.start)) && /^\s*(?:[\]},]|$)/.test(after);
  if (!stands || (state.endsWith("{") && !/:\s*$/.test(text.slice(0, standIn.start)))) {
    return refuse("here JSON has no place for a value: write it after a colon, in a list, or in quotes");
  }
  return ["json-value"];
}

/** For each offset the open brackets, and a quote at the end if it is in a string. */
function statesOf(text: string): string[] {
  const states: string[] = [];
  let open = "";
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    states.push(quoted ? `${open}"` : open);
    const character = text.charAt(index);
    if (quoted && character === "\\") {
      index += 1;
      states.push(`${open}\\"`);
    } else if (character === '"') quoted = !quoted;
    else if (!quoted && /[[{]/.test(character)) open += character;
    else if (!quoted && /[\]}]/.test(character)) open = open.slice(0, -1);
  }
  states.push(quoted ? `${open}"` : open);
  return states;
}
