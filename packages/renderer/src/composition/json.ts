import { evaluate, parse } from "@humanwhocodes/momoa";

/** Anything that JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A JSON object: names and values. */
export type JsonObject = { readonly [name: string]: Json };

/** A text is not JSON; `line` and `column` count from 1. */
export class JsonError extends Error {
  override readonly name = "JsonError";
  readonly line: number;
  readonly column: number;

  constructor(message: string, { line, column }: { readonly line: number; readonly column: number }) {
    super(message);
    this.line = line;
    this.column = column;
  }
}

/**
 * Reads JSON.
 *
 * @throws {JsonError} with the place of the first fault.
 */
export function parseJson(text: string): Json {
  try {
    return evaluate(parse(text.replace(/^\uFEFF/, "")));
  } catch (error) {
    const place = error as { line?: unknown; column?: unknown };
    if (!(error instanceof Error) || typeof place.line !== "number") throw error;
    const message = error.message.replace(/\s*\(\d+:\d+\)$/, "").replace(/\.$/, "");
    throw new JsonError(message, { line: place.line, column: Number(place.column) });
  }
}

/** Whether a value has names; lists have not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
