import { requestSchema, responseSchema, type Endpoint } from "@hyperframes-engine/heygen";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { writeJson } from "./print-answer.ts";

/** What a command sends and prints, as JSON Schemas; made when they are asked for. */
export interface CommandSchemas {
  readonly request: () => object;
  readonly response: () => object;
}

const dialect = "https://json-schema.org/draft/2020-12/schema";

/** Gives a command the options that print JSON Schemas. Every command has them. */
export function addSchemaOptions(command: Command): void {
  command.option("--request-schema", "print the JSON Schema of what is sent, without a call");
  command.option("--response-schema", "print the JSON Schema of the answer, without a call");
}

/** Prints the schema that was asked for. Returns whether one was. */
export function printedSchema(
  schemas: CommandSchemas,
  flags: Readonly<Record<string, unknown>>,
  context: CliContext,
): boolean {
  if (flags["requestSchema"]) writeJson(context, schemas.request());
  else if (flags["responseSchema"]) writeJson(context, schemas.response());
  else return false;
  return true;
}

/** The schemas of a command that is one call. */
export function schemasOf(endpoint: Endpoint): CommandSchemas {
  return { request: () => requestSchema(endpoint), response: () => responseSchema(endpoint) };
}

/**
 * The schemas of a command that sends no body of its own.
 *
 * @param description What the command does instead, in a sentence.
 * @param fields Of the object that it prints: each with what it is. All are text.
 */
export function ownSchemas(description: string, fields: Readonly<Record<string, string>>): CommandSchemas {
  const properties = Object.fromEntries(
    Object.entries(fields).map(([name, help]) => [name, { type: "string", description: help }]),
  );
  const object = { $schema: dialect, type: "object" };
  return {
    request: () => ({ ...object, description, properties: {}, additionalProperties: false }),
    response: () => ({ ...object, description, properties, required: Object.keys(fields) }),
  };
}
