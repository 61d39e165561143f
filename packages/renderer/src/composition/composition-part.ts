import type { SourceLocation } from "../errors.ts";
import type { PartSource } from "../page/protocol.ts";
import type { VariableDeclaration } from "./variable-declarations.ts";
import type { WrittenGrading } from "./written-grading.ts";

/** A sub-composition as it is written: the part of a file that is mounted in its hosts. */
export interface CompositionPart {
  /** The file as a path below the project's folder; with `#id` if it is a template within it. */
  readonly key: string;
  /** Its own `data-composition-id`. */
  readonly id: string | null;
  readonly location: SourceLocation;
  /** Where the elements with `data-start` stand, in document order. */
  readonly clipLocations: readonly SourceLocation[];
  /** Where it says how media are graded. */
  readonly gradings: readonly WrittenGrading[];
  readonly declarations: readonly VariableDeclaration[];
  /** What the page is told of it. */
  readonly source: PartSource;
}
