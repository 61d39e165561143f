import type { Command } from "commander";
import type { CliContext } from "../cli-context.ts";
import { addOutputOptions, printAnswer } from "./print-answer.ts";
import { readSetting, settingName, settings, writeSetting } from "./settings-file.ts";
import type { SettingName } from "./settings-file.ts";

type Flags = Readonly<Record<string, unknown>>;

/** `heygen config`: the settings that HeyGen's tools share. */
export function addConfigCommands(program: Command, context: CliContext): void {
  const noun = program.command("config").description("settings of HeyGen's tools").helpCommand(false);
  const known = Object.entries(settings).map(([name, { choices }]) => `${name}: ${choices.join(" or ")}`);
  const get = noun
    .command("get")
    .description(`Show a setting (${known.join("; ")})`)
    .argument("<key>");
  const set = noun
    .command("set")
    .description(`Change a setting (${known.join("; ")})`)
    .argument("<key>")
    .argument("<value>");
  const list = noun.command("list").description("Show all settings");
  for (const command of [get, set, list]) addOutputOptions(command);

  get.action(async (key: string, flags: Flags) => {
    await printAnswer(context, flags, await readSetting(settingName(key), context.heygen));
  });
  set.action(async (key: string, value: string, flags: Flags) => {
    await printAnswer(context, flags, await writeSetting(settingName(key), value, context.heygen));
  });
  list.action(async (flags: Flags) => {
    const names = Object.keys(settings) as SettingName[];
    const data = await Promise.all(names.map(async (name) => readSetting(name, context.heygen)));
    await printAnswer(context, flags, { data });
  });
}
