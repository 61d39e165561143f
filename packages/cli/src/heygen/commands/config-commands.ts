import type { Command } from "commander";
import type { CliContext } from "../../cli-context.ts";
import { answering } from "../answering-command.ts";
import { ownSchemas } from "../schema-options.ts";
import { readSetting, settingName, settings, writeSetting, type SettingName } from "../settings-file.ts";
import { UsageError } from "../usage-error.ts";

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
  const { heygen } = context;
  answering(get, context, { schemas, run: async (_, key) => readSetting(settingName(key), heygen) });
  answering(set, context, {
    schemas,
    run: async (_, key, value) => {
      const name = settingName(key);
      if (value === undefined) throw new UsageError("<value> is missing.");
      return writeSetting(name, value, heygen);
    },
  });
  answering(list, context, {
    schemas: listSchemas,
    run: async () => {
      const names = Object.keys(settings) as SettingName[];
      return { data: await Promise.all(names.map(async (name) => readSetting(name, heygen))) };
    },
  });
}
