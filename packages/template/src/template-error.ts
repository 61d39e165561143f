import { formatLocation, RenderError, type SourceLocation } from "@hyperframes-engine/errors";

/** One fault in a template: what is wrong and what to do, and where. */
export interface TemplateProblem {
  readonly message: string;
  readonly location: SourceLocation | null;
}

/** A template's own files are wrong: its author can mend them. All faults that were found are told at once. */
export class TemplateError extends RenderError {
  override readonly name = "TemplateError";
  readonly problems: readonly TemplateProblem[];

  constructor(problems: readonly TemplateProblem[]) {
    const lines = problems.map(({ message, location }) =>
      location ? `${formatLocation(location)}: ${message}` : message,
    );
    const location = problems.find((problem) => problem.location)?.location ?? null;
    super("invalid-composition", lines.join("\n"), { location });
    this.problems = problems;
  }

  /** One fault alone. */
  static at(location: SourceLocation | null, message: string): TemplateError {
    return new TemplateError([{ message, location }]);
  }
}

/** Data cannot be filled in: it does not fit, is too much, or is not to be trusted. */
export class DataError extends RenderError {
  override readonly name = "DataError";

  constructor(message: string, cause?: unknown, location: SourceLocation | null = null) {
    super("invalid-option", message, { cause, location });
  }
}
