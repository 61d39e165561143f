import { EXPECTED_RATE, readFrameRate } from "../../../timeline/frame-rate.ts";
import { readLength, rootOf } from "../../composition-scope.ts";
import type { Fault, Rule } from "../../finding.ts";
import type { HtmlElement } from "../../html-document.ts";

/** What parse-composition.ts accepts, in pixels. */
const SMALLEST = 16;
const LARGEST = 8192;

/** The root says what is rendered: a name, a size, and a rate and a length if they are not the usual ones. */
export const rootAttributes: Rule = {
  name: "root-attributes",
  *check(page) {
    const root = rootOf(page);
    const [entry] = page.documents;
    if (!root && entry) yield noRoot(entry.source.locate(0));
    if (!root) return;
    if (root.attribute("data-composition-id")?.trim() === "") {
      yield fault(
        root,
        "data-composition-id",
        "data-composition-id is empty.",
        "Give the composition a name.",
      );
    }
    yield* checkSize(root, "data-width");
    yield* checkSize(root, "data-height");
    yield* checkRate(root);
    if (Number.isNaN(readLength(root, "data-duration"))) yield wrongDuration(root);
  },
};

function noRoot(location: Fault["location"]): Fault {
  return {
    severity: "warning",
    location,
    message: "No element has data-composition-id: this is a plain page.",
    advice:
      'Add <div data-composition-id="NAME" data-width="1920" data-height="1080">, or render it with `width`, `height` ' +
      "and `duration`.",
  };
}

function fault(...[root, name, message, advice]: [HtmlElement, string, string, string]): Fault {
  return { severity: "error", location: root.locate(name), message, advice };
}

function* checkSize(root: HtmlElement, name: "data-width" | "data-height"): Generator<Fault> {
  const text = root.attribute(name);
  const advice = `Write ${name} as a whole number of pixels from ${SMALLEST} to ${LARGEST}.`;
  if (text === null) {
    yield fault(root, name, `The root has no ${name}.`, advice);
    return;
  }
  const size = Number(text.trim().replace(/px$/, ""));
  if (Number.isInteger(size) && size >= SMALLEST && size <= LARGEST) return;
  yield fault(root, name, `${name}="${text}" is not a size.`, advice);
}

function* checkRate(root: HtmlElement): Generator<Fault> {
  const text = root.attribute("data-fps");
  if (text === null || readFrameRate(text)) return;
  const advice = `Write a rate ${EXPECTED_RATE}.`;
  yield fault(root, "data-fps", `data-fps="${text}" is not a frame rate.`, advice);
}

function wrongDuration(root: HtmlElement): Fault {
  const text = root.attribute("data-duration") ?? "";
  const advice = "Write a number of seconds, such as 12.5.";
  return fault(root, "data-duration", `data-duration="${text}" is not a length of time.`, advice);
}
