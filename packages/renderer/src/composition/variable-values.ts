import { readFile, stat } from "node:fs/promises";
import { CompositionError, OptionError } from "../errors.ts";
import { isJsonObject, JsonError, parseJson, type Json, type JsonObject } from "./json.ts";

/** More is not typed by anybody, and would be sent to every page. */
const LARGEST_FILE = 8_000_000;

const example = 'a JSON object such as {"title":"Hello"}';

/**
 * Reads `variables`: JSON, or what JSON would give.
 *
 * @throws {OptionError} with line and column if it is not an object.
 */
export function readVariableValues(value: unknown): JsonObject {
  // Through JSON, so that neither functions nor `undefined` reach the page.
  const json = typeof value === "string" ? value : (JSON.stringify(value) ?? "");
  const read = tryParse(json);
  if (read instanceof JsonError)
    throw new OptionError("variables", example, `no JSON (${read.line}:${read.column}: ${read.message})`);
  if (isJsonObject(read)) return read;
  throw new OptionError("variables", example, json.slice(0, 80));
}

/**
 * Reads a file of variables.
 *
 * @throws {CompositionError} with line and column if it is not a JSON object.
 */
export async function readVariablesFile(file: string): Promise<JsonObject> {
  const size = await stat(file).then(
    (info) => (info.isFile() ? info.size : Infinity),
    () => null,
  );
  if (size === null || size > LARGEST_FILE) {
    const found = size === null ? "missing" : "no file, or too large";
    throw new OptionError(
      "variablesFile",
      `a JSON file of at most ${LARGEST_FILE} bytes`,
      `${file}, which is ${found}`,
    );
  }
  const read = tryParse(await readFile(file, "utf8"));
  if (read instanceof JsonError) {
    const { line, column } = read;
    throw new CompositionError(`not JSON: ${read.message}.`, { file, line, column });
  }
  if (isJsonObject(read)) return read;
  throw new CompositionError(`the file must hold ${example}.`, { file, line: 1, column: 1 });
}

function tryParse(text: string): Json | JsonError {
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonError) return error;
    throw error;
  }
}
