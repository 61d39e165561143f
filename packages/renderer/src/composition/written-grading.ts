import type { SourceLocation } from "../errors.ts";
import { attribute, locationOf, type HtmlNode } from "./html-elements.ts";

/** What an element's `data-color-grading` says, and where it is written. */
export interface WrittenGrading {
  readonly given: string;
  readonly location: SourceLocation;
}

const name = "data-color-grading";

/** Finds what says how media are graded. */
export function readGradings(elements: readonly HtmlNode[], file: string): WrittenGrading[] {
  return elements.flatMap((element) => {
    const given = attribute(element, name);
    return given === null ? [] : [{ given, location: locationOf(element, file, name) }];
  });
}
