import { CompositionError, type SourceLocation } from "../errors.ts";
import { attribute, locationOf, type HtmlNode } from "./html-elements.ts";
import { isJsonObject, JsonError, parseJson, type Json, type JsonObject } from "./json.ts";

/** The types that a variable can be of. */
const variableTypes = ["string", "number", "color", "boolean", "enum", "font", "image"] as const;

/** A variable as a composition declares it. */
export interface VariableDeclaration {
  readonly id: string;
  readonly type: (typeof variableTypes)[number];
  /** What people call it. */
  readonly label: string;
  /** `null` where there is none. */
  readonly default: Json;
  /** The bounds of a number, both included. */
  readonly min: number;
  readonly max: number;
  /** The values of an enum. */
  readonly options: readonly Json[];
}

/** Something about variables that is wrong, though the composition can be rendered without it. */
export interface VariableProblem {
  readonly location: SourceLocation | null;
  readonly message: string;
}

/** What a composition declares, and what is wrong with it. */
interface Declared {
  readonly declarations: readonly VariableDeclaration[];
  readonly problems: readonly VariableProblem[];
}

const name = "data-composition-variables";

/**
 * Reads the declarations of a composition, from the first element that has some.
 *
 * @throws {CompositionError} if they are not JSON.
 */
export function readDeclarations(elements: readonly HtmlNode[], file: string): Declared {
  const carrier = elements.find((element) => attribute(element, name) !== null);
  if (!carrier) return { declarations: [], problems: [] };
  const location = locationOf(carrier, file, name);
  const list = readJson(attribute(carrier, name) ?? "", location);
  if (!Array.isArray(list)) {
    return { declarations: [], problems: [{ location, message: `${name} must be a list of variables.` }] };
  }
  const declarations: VariableDeclaration[] = [];
  const problems: VariableProblem[] = [];
  for (const entry of list as Json[]) {
    const problem = problemOf(entry, declarations);
    if (problem !== null) problems.push({ location, message: `${name}: ${problem}` });
    else declarations.push(readDeclaration(entry as JsonObject));
  }
  return { declarations, problems };
}

function readJson(text: string, location: SourceLocation): Json {
  try {
    return parseJson(text);
  } catch (error) {
    if (!(error instanceof JsonError)) throw error;
    throw new CompositionError(`${name} is not JSON: ${error.message}.`, location);
  }
}

function problemOf(entry: Json, before: readonly VariableDeclaration[]): string | null {
  if (!isJsonObject(entry) || typeof entry["id"] !== "string" || entry["id"].trim() === "")
    return "every variable needs an id.";
  const { id, type } = entry;
  if (id === "__proto__") return `a variable cannot be called "${id}".`;
  if (before.some((other) => other.id === id)) return `"${id}" is declared twice.`;
  if (!variableTypes.some((known) => known === type))
    return `the type of "${id}" must be one of ${variableTypes.join(", ")}, but is ${JSON.stringify(type)}.`;
  if (type === "enum" && !Array.isArray(entry["options"])) return `"${id}" is an enum and needs options.`;
  return null;
}

function readDeclaration(entry: JsonObject): VariableDeclaration {
  const { id, type, label, min, max, options, default: otherwise = null } = entry;
  return {
    id: id as string,
    type: type as VariableDeclaration["type"],
    label: typeof label === "string" ? label : (id as string),
    default: otherwise,
    min: typeof min === "number" ? min : -Infinity,
    max: typeof max === "number" ? max : Infinity,
    options: Array.isArray(options) ? (options as Json[]).map(optionValue) : [],
  };
}

/** `{ "value": "wide", "label": "Wide" }`, or the value alone. */
function optionValue(option: Json): Json {
  return isJsonObject(option) ? (option["value"] ?? null) : option;
}
