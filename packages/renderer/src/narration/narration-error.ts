import { formatLocation, RenderError, type SourceLocation } from "../errors.ts";

/** One fault of a narration's settings. */
export interface NarrationProblem {
  readonly message: string;
  readonly location: SourceLocation | null;
}

/** A narration cannot be as its settings say. All faults that were found are told at once. */
export class NarrationError extends RenderError {
  override readonly name = "NarrationError";
  readonly problems: readonly NarrationProblem[];

  constructor(problems: readonly NarrationProblem[]) {
    const lines = problems.map(({ message, location }) =>
      location ? `${formatLocation(location)}: ${message}` : message,
    );
    const location = problems.find((problem) => problem.location)?.location ?? null;
    super("invalid-composition", lines.join("\n"), { location });
    this.problems = problems;
  }

  /** One fault alone, that no line is to blame for. */
  static of(message: string): NarrationError {
    return new NarrationError([{ message, location: null }]);
  }
}
