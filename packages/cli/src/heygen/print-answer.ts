import { Option, type Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { formatAnswer } from "./format-answer.ts";
import { readSetting } from "./settings-file.ts";

/** Gives a command the options that say how it prints. */
export function addOutputOptions(command: Command): void {
  command.option("--human", "print for people, not for programs");
  command.option("--no-human", "print JSON, whatever is configured");
  // Published once; where a file is written, --output names it.
  const isTaken = command.options.some(({ long }) => long === "--output");
  if (!isTaken) command.addOption(new Option("--output <form>").choices(["json", "human"]).hideHelp());
}

/** Prints an answer: one line of JSON as HeyGen sent it, or a table. */
export async function printAnswer(
  context: CliContext,
  flags: Readonly<Record<string, unknown>>,
  answer: unknown,
): Promise<void> {
  const human = humanOf(flags) ?? (await readSetting("output", context.heygen)).value === "human";
  if (human) context.output.write(formatAnswer(answer));
  else writeJson(context, answer);
}

function humanOf({ human, output }: Readonly<Record<string, unknown>>): unknown {
  return human ?? (output === "human" || (output === "json" ? false : undefined));
}

/** Prints one line of JSON. */
export function writeJson({ output }: CliContext, value: unknown): void {
  output.write(`${JSON.stringify(value)}\n`);
}
