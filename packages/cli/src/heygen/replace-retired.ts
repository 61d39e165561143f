import {
  renamedValues,
  retiredFields,
  type ListedEndpoint,
  type RequestField,
} from "@hyperframes-engine/heygen";
import { Option, type Command } from "commander";
import type { CliContext } from "../cli-context.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Fields that HeyGen's agent no longer has: published commands still give them. */
const agentFields = ["auto_proceed", "skip_agentic_stop"];

/** Gives a command the options that it once had, unlisted, so that they are answered and not unknown. */
export function addRetiredOptions(command: Command, listed: ListedEndpoint): void {
  if (!isAgent(listed)) return;
  for (const name of agentFields) {
    const flag = name.replaceAll("_", "-");
    command.addOption(new Option(`--${flag}`).hideHelp());
    command.addOption(new Option(`--no-${flag}`).hideHelp());
  }
}

/** The fields that were given by such options. */
export function readRetiredOptions(command: ListedEndpoint, flags: Fields): Fields {
  if (!isAgent(command)) return {};
  const given = agentFields.map((name) => [
    name,
    flags[new Option(`--${name.replaceAll("_", "-")}`).attributeName()],
  ]);
  return Object.fromEntries(given.filter(([, value]) => value !== undefined)) as Fields;
}

/**
 * A request in today's words: values that were renamed by their new name, and without the agent's fields that have
 * ended. Each is told of once, on the standard error.
 */
export function replaceRetired(
  body: Fields,
  { listed, fields }: { readonly listed: ListedEndpoint; readonly fields: readonly RequestField[] },
  context: CliContext,
): Record<string, unknown> {
  const renamed = Object.entries(body).map(([name, value]) => [
    name,
    currentValue(name, value, { fields, context }),
  ]);
  const request = Object.fromEntries(renamed) as Record<string, unknown>;
  if (!isAgent(listed)) return request;
  // The agent that did not proceed by itself is the one to talk with.
  const asks = request["auto_proceed"] === false && listed.command[1] === "create";
  for (const name of agentFields.filter((field) => Object.hasOwn(request, field))) {
    warn(context, `'${name}' has ended and is not sent. ${retiredFields[name]}`);
    delete request[name];
  }
  return asks ? { mode: "chat", ...request } : request;
}

function currentValue(
  name: string,
  value: unknown,
  { fields, context }: { readonly fields: readonly RequestField[]; readonly context: CliContext },
): unknown {
  const current = typeof value === "string" ? renamedValues[name]?.[value] : undefined;
  const choices = fields.find((field) => field.name === name)?.choices ?? [];
  if (current === undefined || !choices.includes(current) || choices.includes(String(value))) return value;
  warn(context, `'${name}': ${String(value)} is called ${current} today.`);
  return current;
}

function warn({ messages }: CliContext, message: string): void {
  messages.write(`${JSON.stringify({ warning: { message } })}\n`);
}

function isAgent({ command: [noun, verb] }: ListedEndpoint): boolean {
  return noun === "video-agent" && (verb === "create" || verb === "send");
}
