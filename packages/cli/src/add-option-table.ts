import {
  optionTable,
  type OptionTable,
  type RenderOptions,
  type SnapshotOptions,
} from "@hyperframes-engine/renderer";
import { Option, type Command } from "commander";

/** The name of an option in the table. */
type OptionName = keyof typeof optionTable;

/** What commander hands over, by the names of options. */
export type Flags = Readonly<Record<string, unknown>>;

/** The options that say how data is read. */
export const dataOptions = [
  "map",
  "mapFile",
  "set",
  "dataSheet",
  "dataEncoding",
] as const satisfies OptionName[];

/** The options that say what a page shows. */
export const pageOptions = [
  ...["root", "query", "fps", "width", "height", "duration", "scale", "timeout", "strict"],
  ...["variables", "variablesFile", "strictVariables", "data", "size"],
  ...dataOptions,
  ...["brand", "browser"],
] as const;

/** Gives a command the options of a table, or some of them, with their help and defaults. */
export function addOptionTable(
  command: Command,
  names: readonly string[] = Object.keys(optionTable),
  table: OptionTable = optionTable,
): void {
  for (const name of names) {
    const { flag, help, hidden, repeated, default: usual } = table[name] ?? {};
    if (typeof flag !== "string") continue;
    const plain = new Option(flag, `${help}${help?.includes("default:") ? "" : inWords(name, usual)}`);
    const option = repeated ? plain.argParser(collect) : plain;
    command.addOption(hidden ? option.hideHelp() : option);
  }
}

/** The flags that the library reads and checks, as commander read them. Flags that only the command knows are left out. */
export function optionsIn(
  flags: Flags,
  table: OptionTable = optionTable,
): Omit<RenderOptions & SnapshotOptions, "onProgress"> {
  const known = Object.entries(flags).filter(([name]) => typeof table[name]?.flag === "string");
  return Object.fromEntries(known);
}

/** An option that is given again adds to what was given. */
function collect(value: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), value];
}

/** Values are checked and defaulted by the library alone, so commander is told of defaults in words only. */
function inWords(name: string, usual: unknown): string {
  if (typeof usual !== "string" && typeof usual !== "number") return "";
  return ` (default: ${name === "timeout" ? Number(usual) / 1000 : usual})`;
}
