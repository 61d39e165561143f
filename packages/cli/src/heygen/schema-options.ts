import { requestSchema, responseSchema } from "@hyperframes-engine/heygen";
import type { Endpoint } from "@hyperframes-engine/heygen";
import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { writeJson } from "./print-answer.ts";

/** Gives a command the options that print JSON Schemas. */
export function addSchemaOptions(command: Command, endpoint: Endpoint): void {
  if (endpoint.body) {
    command.option("--request-schema", "print the JSON Schema of the body, without a call");
  }
  command.option("--response-schema", "print the JSON Schema of the answer, without a call");
}

/** Prints the schema that was asked for. Returns whether one was. */
export function printedSchema(
  endpoint: Endpoint,
  flags: Readonly<Record<string, unknown>>,
  context: CliContext,
): boolean {
  if (flags["requestSchema"]) writeJson(context, requestSchema(endpoint));
  else if (flags["responseSchema"]) writeJson(context, responseSchema(endpoint));
  else return false;
  return true;
}
