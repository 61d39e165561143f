import { optionTable } from "@hyperframes-engine/renderer";
import { Option, type Command } from "commander";

/** The name of an option in the table. */
export type OptionName = keyof typeof optionTable;

/** Gives a command the options of the table, or some of them, with their help and defaults. */
export function addOptionTable(command: Command, names = Object.keys(optionTable) as OptionName[]): void {
  for (const name of names) {
    const { flag, help, hidden } = optionTable[name];
    const option = new Option(flag, `${help}${defaultOf(name)}`);
    command.addOption(hidden ? option.hideHelp() : option);
  }
}

/** Values are checked and defaulted by the library alone, so commander is told of defaults in words only. */
function defaultOf(name: OptionName): string {
  const { default: value, help } = optionTable[name];
  if ((typeof value !== "string" && typeof value !== "number") || help.includes("default:")) return "";
  return ` (default: ${name === "timeout" ? Number(value) / 1000 : value})`;
}
