import type { SourceLocation } from "../errors.ts";

/** A sub-composition as it is written: the part of a file that is mounted in its hosts. */
export interface CompositionPart {
  /** The file as a path below the project's folder; with `#id` if it is a template of the composition's own HTML. */
  readonly key: string;
  readonly location: SourceLocation;
  /** Where the elements with `data-start` stand, in document order. */
  readonly clipLocations: readonly SourceLocation[];
}
