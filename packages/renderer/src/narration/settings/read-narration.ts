import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { type PlacedJson, readPlacedJson } from "@hyperframes-engine/template";
import type { ValidateFunction } from "ajv";
import { NarrationError } from "../narration-error.ts";
import { checkNarration } from "./check-narration.ts";
import { completeNarration, type WrittenNarration } from "./complete-narration.ts";
import { narrationSchema } from "./narration-schema.ts";
import type { NarrationSettings } from "./narration-settings.ts";
import { schemaProblems } from "./schema-problems.ts";

const FILE = "hyperframes.json";

/**
 * Reads the `narration` block of a project's `hyperframes.json`; what else is in that file is left alone.
 *
 * @returns `null` where there is no such file, or no such block.
 * @throws {NarrationError} with every fault, each with its line and column.
 * @throws {TemplateError} if the file is not JSON.
 */
export async function readNarration(folder: string): Promise<NarrationSettings | null> {
  const file = join(folder, FILE);
  // To open a named pipe would wait until somebody writes into it.
  const isThere = (await stat(file).catch(() => null))?.isFile() === true;
  return isThere ? parseNarration(FILE, await readFile(file, "utf8")) : null;
}

/** The same for a text; `file` is its name in messages. */
export async function parseNarration(file: string, text: string): Promise<NarrationSettings | null> {
  const json = readPlacedJson(file, text);
  const block = narrationIn(json.value);
  if (block === undefined || block === null || block === false) return null;
  const isRight = await (compiled ??= compile());
  if (!isRight(block)) throw new NarrationError(problemsOf(isRight, json));
  const written = block as WrittenNarration;
  const problems = checkNarration(written).map(({ path, message }) => ({
    location: json.locate(["narration", ...path]),
    message,
  }));
  if (problems.length > 0) throw new NarrationError(problems);
  return completeNarration(written);
}

let compiled: Promise<ValidateFunction> | undefined;

async function compile(): Promise<ValidateFunction> {
  const { Ajv2020 } = await import("ajv/dist/2020.js");
  return new Ajv2020({ allErrors: true, verbose: true, discriminator: true }).compile(narrationSchema);
}

function problemsOf({ errors }: ValidateFunction, json: PlacedJson): NarrationError["problems"] {
  return schemaProblems(errors ?? [], json, ["narration"]);
}

function narrationIn(value: unknown): unknown {
  if (typeof value !== "object" || value === null || !("narration" in value)) return undefined;
  return value.narration;
}
