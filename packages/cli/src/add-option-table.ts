import { optionTable } from "@hyperframes-engine/renderer";
import { Option, type Command } from "commander";

/** The name of an option in the table. */
type OptionName = keyof typeof optionTable;

/** The options that say how data is read. */
export const dataOptions = [
  "map",
  "mapFile",
  "set",
  "dataSheet",
  "dataEncoding",
] as const satisfies OptionName[];

/** Gives a command the options of the table, or some of them, with their help and defaults. */
export function addOptionTable(command: Command, names = Object.keys(optionTable) as OptionName[]): void {
  for (const name of names) {
    const { flag, help, hidden, repeated } = optionTable[name];
    const plain = new Option(flag, `${help}${defaultOf(name)}`);
    const option = repeated ? plain.argParser(collect) : plain;
    command.addOption(hidden ? option.hideHelp() : option);
  }
}

/** An option that is given again adds to what was given. */
export function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** Values are checked and defaulted by the library alone, so commander is told of defaults in words only. */
function defaultOf(name: OptionName): string {
  const { default: value, help } = optionTable[name];
  if ((typeof value !== "string" && typeof value !== "number") || help.includes("default:")) return "";
  return ` (default: ${name === "timeout" ? Number(value) / 1000 : value})`;
}
