import type { Composition } from "../composition/parse-composition.ts";
import { formatLocation } from "../errors.ts";
import type { PageMeasure } from "../page/protocol.ts";

/** What is wrong with how media are graded, with the place of each attribute that says so. */
export function gradingComplaints(
  { gradings }: Pick<Composition, "gradings">,
  { gradingProblems }: Pick<PageMeasure, "gradingProblems">,
): string[] {
  return gradingProblems.flatMap(({ given, message }) => {
    const places = gradings.filter((written) => written.given === given);
    return places.length > 0
      ? places.map(({ location }) => `${formatLocation(location)}: ${message}`)
      : [message];
  });
}
