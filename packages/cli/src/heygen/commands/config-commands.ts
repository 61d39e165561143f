import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { addOutputOptions, printAnswer } from "../print-answer.ts";
import { addSchemaOptions, ownSchemas, printedSchema } from "../schema-options.ts";
import { readSetting, settingName, settings, writeSetting } from "../settings-file.ts";
import type { SettingName } from "../settings-file.ts";
import { UsageError } from "../usage-error.ts";

type Flags = Readonly<Record<string, unknown>>;

const fields = {
  key: "The setting",
  value: "What it is",
  source: "Whose word that is: a variable, the file, or the default",
};
const local = "Reads and writes a file of this machine; nothing is sent.";
const schemas = ownSchemas(local, fields);
const listSchemas = ownSchemas(local, { "data[]": `Each with ${Object.keys(fields).join(", ")}` });

/** `heygen config`: the settings that HeyGen's tools share. */
export function addConfigCommands(program: Command, context: CliContext): void {
  const noun = program.command("config").description("settings of HeyGen's tools").helpCommand(false);
  const known = Object.entries(settings).map(([name, { choices }]) => `${name}: ${choices.join(" or ")}`);
  const get = noun
    .command("get")
    .description(`Show a setting (${known.join("; ")})`)
    .usage("<key> [options]")
    .argument("[key]");
  const set = noun
    .command("set")
    .description(`Change a setting (${known.join("; ")})`)
    .usage("<key> <value> [options]")
    .argument("[key]")
    .argument("[value]");
  const list = noun.command("list").description("Show all settings");
  for (const command of [get, set, list]) {
    addSchemaOptions(command);
    addOutputOptions(command);
  }

  get.action(async (key: string | undefined, flags: Flags) => {
    if (printedSchema(schemas, flags, context)) return;
    await printAnswer(context, flags, await readSetting(settingName(key), context.heygen));
  });
  set.action(async (key: string | undefined, value: string | undefined, flags: Flags) => {
    if (printedSchema(schemas, flags, context)) return;
    const name = settingName(key);
    if (value === undefined) throw new UsageError("<value> is missing.");
    await printAnswer(context, flags, await writeSetting(name, value, context.heygen));
  });
  list.action(async (flags: Flags) => {
    if (printedSchema(listSchemas, flags, context)) return;
    const names = Object.keys(settings) as SettingName[];
    const data = await Promise.all(names.map(async (name) => readSetting(name, context.heygen)));
    await printAnswer(context, flags, { data });
  });
}
