/** What went wrong, for programs: stable names that the documentation lists with their exit codes. */
export type ErrorCode =
  | "invalid-option"
  | "invalid-composition"
  | "output-exists"
  | "output-not-writable"
  | "disk-full"
  | "tool-missing"
  | "browser-failed"
  | "page-failed"
  | "page-not-ready"
  | "frame-timeout"
  | "capture-failed"
  | "encode-failed"
  | "narration-failed"
  | "narration-timeout"
  | "not-permitted"
  | "interrupted";

/** Where in a composition's files an error lies: a path, a line and a column, the latter two counted from 1. */
export interface SourceLocation {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** `file:line:column`, which terminals and editors open. */
export function formatLocation(location: SourceLocation): string {
  return `${location.file}:${location.line}:${location.column}`;
}

/** The one way in which anything here fails: a stable code, and a sentence that says what, where, and what to do. */
export class RenderError extends Error {
  readonly code: ErrorCode;
  override readonly name: string = "RenderError";

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}

/** An option has a value that it cannot have. */
export class OptionError extends RenderError {
  override readonly name = "OptionError";

  constructor(option: string, expected: string, value: unknown) {
    super("invalid-option", `${option} must be ${expected}, but is ${String(value)}.`);
  }
}

/** Variables were given that the composition does not have, or that are of another type. */
export class VariablesError extends RenderError {
  override readonly name = "VariablesError";

  constructor(problems: readonly string[]) {
    super("invalid-option", `${problems.join("\n")}\nWith --strict-variables, this is an error.`);
  }
}

/** The composition's own files are wrong: the author can mend it. */
export class CompositionError extends RenderError {
  override readonly name = "CompositionError";

  constructor(message: string, location?: SourceLocation) {
    super("invalid-composition", location ? `${formatLocation(location)}: ${message}` : message);
  }
}

/** A media file cannot be used. The message is the end of a sentence that begins with the file: “is damaged”. */
export class MediaError extends RenderError {
  override readonly name = "MediaError";

  constructor(message: string, cause?: unknown) {
    super("invalid-composition", message, cause);
  }
}

/** A program that rendering needs is missing or too old. */
export class ToolMissingError extends RenderError {
  override readonly name = "ToolMissingError";

  constructor(message: string, cause?: unknown) {
    super("tool-missing", message, cause);
  }
}

/** The browser could not be started, died, or lost its connection: another try may succeed. */
export class BrowserError extends RenderError {
  override readonly name = "BrowserError";

  constructor(message: string, cause?: unknown) {
    super("browser-failed", message, cause);
  }
}

/** The page or one of its frames took longer than the time limit. */
export class PageTimeoutError extends RenderError {
  override readonly name = "PageTimeoutError";

  constructor(code: "page-not-ready" | "frame-timeout", message: string, cause?: unknown) {
    super(code, message, cause);
  }
}

/** The encoder failed: another try may succeed. */
export class EncodeError extends RenderError {
  override readonly name = "EncodeError";

  constructor(message: string, cause?: unknown) {
    super("encode-failed", message, cause);
  }
}

/** The finished file, or the folder for intermediate ones, cannot be written. */
export class OutputError extends RenderError {
  override readonly name = "OutputError";

  constructor(code: "output-exists" | "output-not-writable" | "disk-full", message: string, cause?: unknown) {
    super(code, message, cause);
  }
}

/** No room for a file. */
export function diskFull(file: string, cause?: unknown): OutputError {
  return new OutputError(
    "disk-full",
    `The disk is full: ${file} could not be written. Free some space.`,
    cause,
  );
}

/** The caller aborted the render. */
export class InterruptedError extends RenderError {
  override readonly name = "InterruptedError";

  constructor(message = "The render was interrupted.") {
    super("interrupted", message);
  }
}
