import { errorCodes, phases, type ErrorCode, type Phase } from "./error-codes.ts";

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

/** What is known of an error besides its code and its message. */
interface ErrorDetails {
  readonly cause?: unknown;
  readonly location?: SourceLocation | null;
  /** @default as the table of codes says it */
  readonly retryable?: boolean;
}

/** An error as JSON, with which it crosses to another process. Errors of some classes have fields of their own besides. */
export interface RenderErrorJson extends Pick<
  RenderError,
  "code" | "message" | "retryable" | "phase" | "location"
> {
  /** The class's. */
  readonly name: string;
}

/** The one way in which anything here fails: a stable code, and a sentence that says what, where, and what to do. */
export class RenderError extends Error {
  readonly code: ErrorCode;
  override readonly name: string = "RenderError";
  /** Whether the same call may succeed later, though nobody has changed what it was given. */
  readonly retryable: boolean;
  /** Where in the composition's or the data's files it lies; the first place, if there are several. */
  readonly location: SourceLocation | null;
  #phase: Phase | null = null;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.retryable = details.retryable ?? errorCodes[code].retryable;
    this.location = details.location ?? null;
  }

  /**
   * An error that came as JSON: the same code, message, place, phase and name, and the fields of its class.
   *
   * @throws {TypeError} if it is no such JSON.
   */
  static fromJSON(json: unknown): RenderError {
    if (!isErrorJson(json)) throw new TypeError("This is not the JSON of a RenderError.");
    const { name, code, message, phase, ...fields } = json;
    const error = new RenderError(code, message);
    for (const [field, value] of Object.entries({ ...fields, name })) {
      // What every error has besides is no data: a method of ours must not become what JSON says.
      const isData = settable.has(field) || !(field in error);
      if (isData) Object.defineProperty(error, field, { value, enumerable: true, configurable: true });
    }
    if (phase) error.stamp(phase);
    return error;
  }

  /** What was done when it failed; `null` if that is not known. */
  get phase(): Phase | null {
    return this.#phase;
  }

  /** Says in which phase it arose; the first word counts, as that came from where it arose. */
  stamp(phase: Phase): this {
    this.#phase ??= phase;
    return this;
  }

  /** For `JSON.stringify`. The cause and the stack stay where they are: they tell of this machine. */
  toJSON(): RenderErrorJson {
    const { name, code, message, retryable, phase, location } = this;
    return { ...Object.fromEntries(Object.entries(this)), name, code, message, retryable, phase, location };
  }
}

/**
 * Does a part of the way.
 *
 * @throws {RenderError} that says in which it arose, as do those that `work` throws.
 */
export async function inPhase<Result>(phase: Phase, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    throw stamped(phase, error);
  }
}

/** In which phase errors arose that are none of ours, until somebody says in our words what they mean. */
const foreign = new WeakMap<Error, Phase>();

/** What was thrown, of which it is known now in which phase it arose. */
export function stamped(phase: Phase, error: unknown): unknown {
  if (error instanceof RenderError) return error.stamp(phase);
  if (error instanceof Error && !foreign.has(error)) foreign.set(error, phase);
  return error;
}

/** An error of ours that takes the place of another: it arose where that did. */
export function insteadOf<Ours extends RenderError>(error: unknown, ours: Ours): Ours {
  const phase = error instanceof RenderError ? error.phase : foreign.get(error as Error);
  return phase ? ours.stamp(phase) : ours;
}

/** What errors have from the beginning, and may be otherwise in JSON. */
const settable: ReadonlySet<string> = new Set(["name", "retryable", "location"]);

function isErrorJson(json: unknown): json is RenderErrorJson {
  if (typeof json !== "object" || json === null) return false;
  const { name, code, message, retryable, phase, location } = json as Partial<
    Record<keyof RenderErrorJson, unknown>
  >;
  return (
    typeof name === "string" &&
    typeof message === "string" &&
    typeof retryable === "boolean" &&
    isKey(errorCodes, code) &&
    (phase === null || isKey(phases, phase)) &&
    (location === null || isLocation(location))
  );
}

function isKey(table: object, key: unknown): boolean {
  return typeof key === "string" && Object.hasOwn(table, key);
}

function isLocation(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const { file, line, column } = value as Partial<Record<keyof SourceLocation, unknown>>;
  return typeof file === "string" && Number.isInteger(line) && Number.isInteger(column);
}

/** An option has a value that it cannot have. */
export class OptionError extends RenderError {
  override readonly name = "OptionError";
  /** Its name, as a program gives it: `fps`, `environment.cacheFolder`. */
  readonly option: string;

  constructor(option: string, expected: string, value: unknown) {
    super("invalid-option", `\`${option}\` must be ${expected}, but is ${String(value)}.`);
    this.option = option;
  }
}

/** There is no such option. */
export class UnknownOptionError extends RenderError {
  override readonly name = "UnknownOptionError";
  /** The name that was given. */
  readonly option: string;

  /** @param advice the end of the sentence: which name was meant, or which there are, with its full stop. */
  constructor(option: string, advice: string) {
    super("invalid-option", `There is no option \`${option}\`${advice}`);
    this.option = option;
  }
}

/** Variables were given that the composition does not have, or that are of another type. */
export class VariablesError extends RenderError {
  override readonly name = "VariablesError";

  constructor(problems: readonly string[]) {
    super("invalid-option", `${problems.join("\n")}\nWith \`strictVariables\`, this is an error.`);
  }
}

/** The composition's own files are wrong: the author can mend it. */
export class CompositionError extends RenderError {
  override readonly name = "CompositionError";

  constructor(message: string, location?: SourceLocation) {
    super("invalid-composition", location ? `${formatLocation(location)}: ${message}` : message, {
      location: location ?? null,
    });
  }
}

/** A file is not any more what it was when the render began, so that its pictures would not belong together. */
export class InputChangedError extends RenderError {
  override readonly name = "InputChangedError";

  constructor(file: string, cause?: unknown) {
    super(
      "input-changed",
      `${file} was changed while it was rendered. Nothing was written; render again once it stays as it is.`,
      { cause },
    );
  }
}

/** A media file cannot be used. The message is the end of a sentence that begins with the file: “is damaged”. */
export class MediaError extends RenderError {
  override readonly name = "MediaError";

  constructor(message: string, cause?: unknown) {
    super("invalid-composition", message, { cause });
  }
}

/** A program that rendering needs is missing or too old. */
export class ToolMissingError extends RenderError {
  override readonly name = "ToolMissingError";

  constructor(message: string, cause?: unknown) {
    super("tool-missing", message, { cause });
  }
}

/** The browser could not be started, died, or lost its connection: another try may succeed. */
export class BrowserError extends RenderError {
  override readonly name = "BrowserError";

  constructor(message: string, cause?: unknown) {
    super("browser-failed", message, { cause });
  }
}

/** The page or one of its frames took longer than the time limit. */
export class PageTimeoutError extends RenderError {
  override readonly name = "PageTimeoutError";

  constructor(code: "page-not-ready" | "frame-timeout", message: string, cause?: unknown) {
    super(code, message, { cause });
  }
}

/** The encoder failed: another try may succeed. */
export class EncodeError extends RenderError {
  override readonly name = "EncodeError";

  constructor(message: string, cause?: unknown) {
    super("encode-failed", message, { cause });
  }
}

/** The finished file, or the folder for intermediate ones, cannot be written. */
export class OutputError extends RenderError {
  override readonly name = "OutputError";

  constructor(code: "output-exists" | "output-not-writable" | "disk-full", message: string, cause?: unknown) {
    super(code, message, { cause });
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
