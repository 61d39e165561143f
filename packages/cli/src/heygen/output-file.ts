import { resolve } from "node:path";
import { Option, type Command } from "commander";
import type { CliContext } from "../cli-context.ts";

/** Gives a command that fetches a file the options that say where to, by all names that HeyGen has published. */
export function addFileOptions(command: Command, help: string): void {
  command.option("-o, --output-path <file>", help);
  command.addOption(new Option("--output <file>").hideHelp());
  command.addOption(new Option("--out <file>").hideHelp());
  command.option("--force", "replace the file if it is there");
}

/** The file that was named, whole; undefined if none was. */
export function outputFile(
  flags: Readonly<Record<string, unknown>>,
  { environment }: CliContext,
): string | undefined {
  const given = flags["outputPath"] ?? flags["output"] ?? flags["out"];
  return typeof given === "string" ? resolve(environment.workingFolder, given) : undefined;
}
