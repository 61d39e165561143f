import type { Composition } from "../composition/parse-composition.ts";
import { CompositionError, formatLocation, type SourceLocation } from "../errors.ts";
import { momentSentence } from "../narration/moment-sentence.ts";
import type { ClipPlace, ClipProblem } from "../page/protocol.ts";

/** What to tell the author of a clip whose time cannot be read, with the place of every clip involved. */
export function clipProblemError(composition: Composition, problem: ClipProblem): CompositionError {
  const location = locate(composition, problem);
  if (problem.start === null) {
    return new CompositionError(
      `data-duration must be a number of seconds from 0, but is "${problem.value}".`,
      location,
    );
  }
  return new CompositionError(startMessage(composition, problem, problem.start), location);
}

function startMessage(
  composition: Composition,
  problem: ClipProblem,
  start: NonNullable<ClipProblem["start"]>,
): string {
  const last = start.path.at(-1);
  // The message begins with the clip's own place.
  const where = last === undefined || isSame(last, problem) ? "" : place(locate(composition, last));
  switch (start.kind) {
    case "syntax":
      return `data-start must be seconds, or another clip's id such as "intro" or "intro + 0.5", but is "${problem.value}"${where}.`;
    case "unknown":
      return `data-start="${problem.value}" needs an element with id "${start.reference}" and data-start, but there is none${where}.`;
    case "endless":
      return `data-start="${problem.value}" needs the end of "${start.reference}", which has none${where}. Give it data-duration.`;
    case "narration":
      return start.moment
        ? `data-start="${problem.value}" ${momentSentence(start.moment)}.`
        : `data-start="${problem.value}" is no moment of the narration.`;
    case "cycle":
      return `data-start="${problem.value}" goes in a circle: ${circle(composition, start.path)}.`;
  }
}

function locate(composition: Composition, { file, index }: ClipPlace): SourceLocation | undefined {
  if (file === null) return composition.clipLocations[index];
  return composition.parts.find(({ key }) => key === file)?.clipLocations[index];
}

function isSame(a: ClipPlace, b: ClipPlace): boolean {
  return a.file === b.file && a.index === b.index;
}

function place(location: SourceLocation | undefined): string {
  return location ? ` (${formatLocation(location)})` : "";
}

function circle(composition: Composition, path: readonly ClipPlace[]): string {
  return path
    .map((clip) => locate(composition, clip))
    .map((location) => (location ? formatLocation(location) : "?"))
    .join(" → ");
}
