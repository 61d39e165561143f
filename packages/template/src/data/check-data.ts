import { formatLocation, type SourceLocation } from "@hyperframes-engine/errors";
import type { DefinedError, ErrorObject, ValidateFunction } from "ajv";
import type { BrandValue } from "../brand/brand.ts";
import type { TemplateManifest } from "../project/template-manifest.ts";
import { meantName } from "../syntax/closest-name.ts";
import { DataError } from "../template-error.ts";
import { completeData, isBlank } from "./complete-data.ts";
import { copyData } from "./data-copy.ts";
import { asSchema, pathOf, pointerOf } from "./schema.ts";

/** One fault of the data. */
export interface DataProblem {
  /** `user.name`, `rows[2].revenue`. */
  readonly path: string;
  /** The same as a JSON pointer, whole: `/user/name`, `/rows/2/revenue`. */
  readonly pointer: string;
  /** “a number”, “at most 20 characters”. */
  readonly expected: string;
  /** “; did you mean name?”, or nothing. */
  readonly hint: string;
  /** The value, shortened; `null` if there is none. */
  readonly value: string | null;
  readonly location: DataPlace | null;
}

/** Where a value stands in a file of data. */
export interface DataPlace extends SourceLocation {
  /** The same as the rows and columns of a table: “row 3, column Age”. */
  readonly cell?: string;
}

/** Data of which something does not fit the template's fields; all that does not is told. */
export class DataFaultsError extends DataError {
  readonly problems: readonly DataProblem[];

  constructor(problems: readonly DataProblem[]) {
    const place = problems.find(({ location }) => location)?.location ?? null;
    super(problems.map(describeProblem).join("\n"), undefined, place);
    this.problems = problems;
  }
}

/** Finds where a value of the data stands in its file. */
export type LocateData = (path: readonly string[]) => DataPlace | null;

const MOST_PROBLEMS = 100;
const LONGEST_VALUE = 80;

/**
 * Checks data against a template's fields; gives a copy in which types are converted and defaults are filled in.
 *
 * @throws {DataFaultsError} with everything that does not fit.
 * @throws {DataError} if it is too much.
 */
export function checkData(manifest: TemplateManifest, data: unknown, locate?: LocateData): object {
  const copy = copyData(data);
  const { validate } = manifest;
  if (typeof copy !== "object" || copy === null || Array.isArray(copy)) {
    throw new DataFaultsError([
      problemAt([], "an object with a field for each value", { value: copy, locate }),
    ]);
  }
  if (!validate) return copy;
  readCells(copy as Record<string, unknown>, manifest);
  const taken = takeBrand(copy as Record<string, unknown>, manifest);
  if (manifest.schema) completeData(copy, manifest.schema);
  if (isValid(validate, copy)) return copy;
  const locateValue: LocateData = (path) => taken.get(path[0] ?? "")?.location ?? locate?.(path) ?? null;
  const errors = (validate.errors ?? []).filter(({ keyword }) => keyword !== "if").slice(0, MOST_PROBLEMS);
  const problems = errors.map((error) => problemOf(error, locateValue));
  throw new DataFaultsError(problems.toSorted((a, b) => lineOf(a) - lineOf(b)));
}

function isValid(validate: ValidateFunction, data: object): boolean {
  try {
    return validate(data);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new DataError(
      "The schema of the data refers to itself ($ref) without coming to an end for this row: mend template.json.",
      error,
    );
  }
}

/** A line for people. */
export function describeProblem({ path, expected, hint, value, location }: DataProblem): string {
  const where = location ? `${formatLocation(location)}: ` : "";
  const cell = location?.cell === undefined ? "" : ` (${location.cell})`;
  return `${where}${path || "The data"} must be ${expected}, but is ${value ?? "missing"}${cell}${hint || "."}`;
}

function lineOf({ location }: DataProblem): number {
  return location?.line ?? 0;
}

/** Lists and objects are written as JSON where a file has only texts, as CSV does. */
function readCells(data: Record<string, unknown>, { fields }: TemplateManifest): void {
  for (const { name, types } of fields) {
    const value = data[name];
    const isNested = types.includes("array") || types.includes("object");
    if (!isNested || typeof value !== "string" || !/^\s*[[{]/.test(value)) continue;
    try {
      data[name] = copyData(JSON.parse(value));
    } catch (error) {
      // The schema says that a text does not do.
      if (!(error instanceof SyntaxError)) throw error;
    }
  }
}

/** What the data does not say, the brand may. */
function takeBrand(
  data: Record<string, unknown>,
  { fields, brand }: TemplateManifest,
): ReadonlyMap<string, BrandValue> {
  const taken = new Map<string, BrandValue>();
  for (const field of fields) {
    if (!brand || !isBlank(data[field.name])) continue;
    const name = field.brand.find((one) => brand.values.has(one));
    const value = name && brand.values.get(name);
    if (!value) continue;
    data[field.name] = value.value;
    taken.set(field.name, value);
  }
  return taken;
}

function problemOf(error: ErrorObject, locate: LocateData | undefined): DataProblem {
  const { instancePath, data } = error;
  const path = pathOf(instancePath);
  const defined = error as DefinedError;
  if (defined.keyword === "required") {
    const missing = [...path, defined.params.missingProperty];
    const schema = asSchema(asSchema(asSchema(error.parentSchema)?.["properties"])?.[missing.at(-1) ?? ""]);
    return problemAt(missing, typeWords(schema?.["type"]), { value: undefined, locate });
  }
  if (defined.keyword === "additionalProperties") {
    const name = defined.params.additionalProperty;
    const known = Object.keys(asSchema(asSchema(error.parentSchema)?.["properties"]) ?? {});
    const value = (data as Record<string, unknown>)[name];
    const problem = problemAt([...path, name], `left out: the fields are ${known.join(", ") || "none"}`, {
      value,
      locate,
    });
    return { ...problem, hint: meantName(name, known) };
  }
  return problemAt(path, expectationOf(error), { value: data, locate });
}

function expectationOf({ keyword, params, message }: ErrorObject): string {
  const { allowedValues, format, limit, comparison, pattern, type } = params as Record<string, unknown>;
  const bounds = keyword.startsWith("max") ? "at most" : "at least";
  if (keyword === "type") return typeWords(type);
  if (keyword === "enum") return `one of ${(allowedValues as unknown[]).map(showValue).join(", ")}`;
  if (keyword === "format" && format === "color") return "a colour such as #e8552d, coral or rgb(232 85 45)";
  if (keyword === "format") return `a ${String(format)}`;
  if (keyword === "minLength" && limit === 1) return "not empty";
  if (keyword.endsWith("Length")) return `${bounds} ${String(limit)} characters`;
  if (keyword.endsWith("Items")) return `a list of ${bounds} ${String(limit)}`;
  if (/^(?:exclusiveM|m)(?:in|ax)imum$/.test(keyword)) return `${String(comparison)} ${String(limit)}`;
  if (keyword === "pattern") return `a text like ${String(pattern)}`;
  return (message ?? "right").replace(/^must (?:be )?/, "");
}

function typeWords(type: unknown): string {
  const types = (Array.isArray(type) ? (type as unknown[]) : [type]).map(String);
  const words = types.map((one) =>
    (/^[aeio]/.test(one) ? `an ${one}` : `a ${one}`).replace("a null", "null"),
  );
  return type === undefined ? "given" : words.join(" or ");
}

/** A fault of the value at a path of the data. */
export function problemAt(
  path: readonly string[],
  expected: string,
  { value, locate }: { readonly value: unknown; readonly locate: LocateData | undefined },
): DataProblem {
  const shown = path.map((part, index) => {
    if (/^\d+$/.test(part)) return `[${part}]`;
    return index > 0 ? `.${showName(part)}` : showName(part);
  });
  return {
    path: shown.join(""),
    pointer: pointerOf(path),
    expected,
    hint: "",
    value: value === undefined ? null : showValue(value),
    location: locate?.(path) ?? null,
  };
}

function showName(name: string): string {
  const text = escapeControls(name);
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

/** A value in a message: short, in one line, and without characters that move a terminal's cursor or turn its text. */
function showValue(value: unknown): string {
  const text = escapeControls(JSON.stringify(value) ?? String(value));
  return text.length > LONGEST_VALUE ? `${text.slice(0, LONGEST_VALUE)}…` : text;
}

function escapeControls(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16)}}`;
  });
}
