import { mkdir, readFile, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { HeyGenEnvironment } from "@hyperframes-engine/heygen";
import { writeWhole } from "@hyperframes-engine/store";
import { UsageError } from "./usage-error.ts";

/** The settings of HeyGen's tools, what each may be, and the variable that wins over the file. */
export const settings = {
  output: { initial: "json", choices: ["json", "human"], variable: "HEYGEN_OUTPUT" },
  analytics: { initial: "false", choices: ["true", "false"], variable: undefined },
} as const;

/** The name of a setting. */
export type SettingName = keyof typeof settings;

/** A setting's value, and whose word it is. */
interface Setting {
  readonly key: SettingName;
  readonly value: string;
  /** A variable's name, the file's path, or `default`. */
  readonly source: string;
}

/** The setting of a name. @throws {UsageError} if there is none. */
export function settingName(name: string | undefined): SettingName {
  if (name !== undefined && Object.hasOwn(settings, name)) return name as SettingName;
  throw new UsageError(`There is no such setting. There are: ${Object.keys(settings).join(", ")}.`);
}

/** Reads a setting: a variable's, else that of `config.toml`, which HeyGen's own tool reads too, else the default. */
export async function readSetting(key: SettingName, environment: HeyGenEnvironment): Promise<Setting> {
  const { initial, variable } = settings[key];
  const fromVariable = variable && environment.variables[variable];
  if (variable && fromVariable) return { key, value: fromVariable, source: variable };
  const file = fileOf(environment);
  const value = lineOf(key).exec(await textOf(file))?.[1];
  return value === undefined ? { key, value: initial, source: "default" } : { key, value, source: file };
}

/** Writes a setting; other lines of the file stay. @throws {UsageError} if the value is none of its choices. */
export async function writeSetting(
  key: SettingName,
  value: string,
  environment: HeyGenEnvironment,
): Promise<Setting> {
  const choices: readonly string[] = settings[key].choices;
  if (!choices.includes(value)) throw new UsageError(`${key} must be one of ${choices.join(", ")}.`);
  const file = await behindLinks(fileOf(environment));
  const text = await textOf(file);
  const line = `${key} = ${key === "analytics" ? value : JSON.stringify(value)}`;
  // What stands before the first table belongs to no table.
  const changed = lineOf(key).test(text) ? text.replace(lineOf(key), () => line) : `${line}\n${text}`;
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeWhole(file, changed, { mode: 0o600 });
  return { key, value, source: file };
}

function fileOf({ variables, home }: HeyGenEnvironment): string {
  return join(variables["HEYGEN_CONFIG_DIR"] || join(home, ".heygen"), "config.toml");
}

function lineOf(key: SettingName): RegExp {
  return new RegExp(`^${key}[ \\t]*=[ \\t]*"?([\\w-]*)"?.*$`, "m");
}

/** Who keeps settings elsewhere, and a link to them, keeps the link. */
async function behindLinks(file: string): Promise<string> {
  return realpath(file).catch(() => file);
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return "";
    throw error;
  }
}
