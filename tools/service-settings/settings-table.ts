/** A JSON Schema, as far as it is read here. */
export interface SettingSchema {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SettingSchema>>;
  readonly additionalProperties?: SettingSchema | boolean;
  readonly items?: SettingSchema;
}

/** The settings as a table of Markdown: name, what it may be, what it is if left out, what it is for. */
export function settingsTable(schema: SettingSchema): string {
  const rows = [...rowsOf(schema, "")];
  return ["| setting | default | |", "| --- | --- | --- |", ...rows, ""].join("\n");
}

function* rowsOf({ properties = {} }: SettingSchema, around: string): Generator<string> {
  for (const [name, setting] of Object.entries(properties)) {
    const path = `${around}${name}`;
    const inner = typeof setting.additionalProperties === "object" ? setting.additionalProperties : null;
    const hasParts = setting.properties !== undefined;
    if (!hasParts) yield `| \`${path}\` | ${defaultOf(setting)} | ${setting.description ?? ""} |`;
    yield* rowsOf(setting, `${path}.`);
    if (inner?.properties) yield* rowsOf(inner, `${path}.NAME.`);
  }
}

function defaultOf({ default: value }: SettingSchema): string {
  if (value === undefined) return "";
  const isEmpty = typeof value === "object" && value !== null && Object.keys(value).length === 0;
  return isEmpty ? "none" : `\`${JSON.stringify(value)}\``;
}
