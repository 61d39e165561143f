import { readLength, rootOf } from "../../composition-scope.ts";
import type { Fault, Rule } from "../../finding.ts";
import type { HtmlElement } from "../../html-document.ts";

/** A clip that ends when it begins, or before, is never seen. */
export const clipLength: Rule = {
  name: "clip-length",
  *check(page) {
    const root = rootOf(page);
    for (const element of page.documents.flatMap(({ elements }) => elements)) {
      if (element === root || !(element.has("data-start") || element.isMedia)) continue;
      yield* checkDuration(element);
      yield* checkEnd(element);
    }
  },
};

function* checkDuration(element: HtmlElement): Generator<Fault> {
  const length = readLength(element, "data-duration");
  if (length === null || length > 0) return;
  const written = element.attribute("data-duration") ?? "";
  const never = length === 0 || Number(written) < 0;
  yield {
    severity: "error",
    location: element.locate("data-duration"),
    message: never
      ? `data-duration="${written}" ends the clip before it is seen.`
      : `data-duration="${written}" is not a number of seconds.`,
    advice: "Write seconds above 0, such as 2.5, or leave the attribute out.",
  };
}

function* checkEnd(element: HtmlElement): Generator<Fault> {
  const [start, end] = [element.attribute("data-start"), element.attribute("data-end")].map(Number);
  if (!element.has("data-end") || !element.has("data-start")) return;
  if (start === undefined || end === undefined || !(end <= start)) return;
  yield {
    severity: "error",
    location: element.locate("data-end"),
    message: `The clip ends at ${end} s, but begins at ${start} s.`,
    advice: "Write its length as data-duration, in seconds above 0.",
  };
}
