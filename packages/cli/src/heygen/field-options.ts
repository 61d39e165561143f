import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { RequestField } from "@hyperframes-engine/heygen";
import { Option, type Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { splitList } from "./split-list.ts";
import { UsageError } from "./usage-error.ts";

const shapes: Readonly<Record<RequestField["kind"], string>> = {
  text: "text",
  number: "number",
  truth: "",
  choice: "choice",
  list: "text",
  asset: "url|id",
  assets: "url|id",
  json: "json",
};
/** More would fill the screen; the schema has them all. */
const mostChoices = 12;

/**
 * Gives a command an option for each field: `--avatar-id` for `avatar_id`, and `--no-…` for what is true or false.
 * Lists go on over several words, unless the command has arguments, which could be meant.
 */
export function addFieldOptions(command: Command, fields: readonly RequestField[]): void {
  const more = command.registeredArguments.length === 0 ? "..." : "";
  for (const field of fields) {
    const flag = flagOf(field.name);
    const shape =
      field.kind === "list" || field.kind === "assets" ? `${shapes[field.kind]}${more}` : shapes[field.kind];
    const option = new Option(shape ? `${flag} <${shape}>` : flag, helpOf(field));
    if (field.kind === "list" || field.kind === "assets") option.argParser(collect);
    command.addOption(option);
    for (const other of otherSpellings(flag)) command.addOption(new Option(`${other} <${shape}>`).hideHelp());
    if (field.kind === "truth") command.addOption(new Option(flag.replace("--", "--no-")).hideHelp());
  }
}

/** The fields that were typed, each as what it is. */
export function readFields(
  fields: readonly RequestField[],
  flags: Readonly<Record<string, unknown>>,
  context: CliContext,
): Record<string, unknown> {
  const values = fields.flatMap((field) => {
    const value = givenValue(field, flags);
    return value === undefined ? [] : [[field.name, valueOf(field, value, context)] as const];
  });
  return Object.fromEntries(values);
}

/** The names of the fields that were typed. */
export function typedNames(
  fields: readonly RequestField[],
  flags: Readonly<Record<string, unknown>>,
): readonly string[] {
  return fields.filter((field) => givenValue(field, flags) !== undefined).map(({ name }) => name);
}

/** Throws a {@link UsageError} for the first field that must be there and is not. */
export function requireFields(
  fields: readonly RequestField[],
  body: Readonly<Record<string, unknown>>,
): void {
  const field = fields.find(({ name, required }) => required && body[name] === undefined);
  if (!field) return;
  const choices = field.choices.length > 0 ? `: ${field.choices.join(", ")}` : "";
  throw new UsageError(`${flagOf(field.name)} is missing${choices}.`, field.name);
}

/** JSON that was typed; the text itself is not quoted in an error, as it may hold a secret. */
export function parseTyped(text: string, what: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UsageError(`${what} is not JSON.`);
  }
}

/** Options of lists may be given once for each item. */
function collect(value: string, before: readonly string[] = []): readonly string[] {
  return [...before, value];
}

function helpOf({ help, kind, choices, required, initial }: RequestField): string {
  const shown = choices.length > mostChoices ? [...choices.slice(0, mostChoices), "…"] : choices;
  const notes = [
    shown.length > 0 ? `one of ${shown.join(", ")}` : "",
    initial === undefined ? "" : `default: ${initial}`,
    required ? "required" : "",
    kind === "list" || kind === "assets" ? "with commas, or repeated" : "",
  ].filter(Boolean);
  return [help, notes.length > 0 ? `(${notes.join("; ")})` : ""].filter(Boolean).join(" ");
}

function valueOf(field: RequestField, value: unknown, context: CliContext): unknown {
  if (Array.isArray(value)) return listOf(field, value as string[], context);
  if (typeof value !== "string") return value;
  switch (field.kind) {
    case "number":
      return numberOf(field, value);
    case "asset":
      return assetOf(field, value, context);
    case "json":
      return /^\s*[[{]/.test(value) ? parseTyped(value, flagOf(field.name)) : value;
    case "text":
    case "truth":
    case "choice":
    case "list":
    case "assets":
      return value;
  }
}

function listOf(field: RequestField, values: readonly string[], context: CliContext): unknown {
  const [only = ""] = values;
  // In another form of the request it is a list.
  if (field.kind === "text" && values.length === 1) return only;
  if (values.length === 1 && only.trim().startsWith("[")) return parseTyped(only, flagOf(field.name));
  const items = values.flatMap(splitList);
  return field.kind === "assets" ? items.map((value) => assetOf(field, value, context)) : items;
}

function givenValue(field: RequestField, flags: Readonly<Record<string, unknown>>): unknown {
  const flag = flagOf(field.name);
  const names = [flag, ...otherSpellings(flag)].map((name) => new Option(name).attributeName());
  return names.map((name) => flags[name]).find((value) => value !== undefined);
}

/** HeyGen's own tool writes `--checksum-sha-256`. */
function otherSpellings(flag: string): string[] {
  const split = flag.replace(/([a-z])(\d)/g, "$1-$2");
  return split === flag ? [] : [split];
}

function numberOf(field: RequestField, text: string): number {
  const number = Number(text);
  if (text.trim() !== "" && Number.isFinite(number)) return number;
  throw new UsageError(`${flagOf(field.name)} must be a number.`, field.name);
}

/** A file by its address, by the id of an upload, or as JSON. */
function assetOf(field: RequestField, text: string, { environment }: CliContext): unknown {
  if (text.trim().startsWith("{")) return parseTyped(text, flagOf(field.name));
  if (/^https?:\/\//i.test(text)) return { type: "url", url: text };
  if (existsSync(resolve(environment.workingFolder, text))) {
    const hint = `Upload it first: hyperframes heygen asset create --file ${text}`;
    throw new UsageError(`${flagOf(field.name)} is a file of this machine. ${hint}`, field.name);
  }
  return { type: "asset_id", asset_id: text };
}

function flagOf(name: string): string {
  return `--${name.replaceAll("_", "-")}`;
}
