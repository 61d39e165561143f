import { readFile } from "node:fs/promises";
import { type FillOptions, type LoadedTemplate, SETTINGS_FILE } from "@hyperframes-engine/template";
import type { NarrationSettings } from "./settings/narration-settings.ts";
import { parseNarration } from "./settings/read-narration.ts";

/**
 * The narration that a row of data gives a template; `null` if nobody speaks.
 *
 * @throws {NarrationError} if its settings are wrong.
 * @throws {DataError} if the row does not fit.
 */
export async function narrationOfRow(
  { template, files }: LoadedTemplate,
  data: unknown,
  options: FillOptions,
): Promise<NarrationSettings | null> {
  const file = files.get(SETTINGS_FILE);
  if (file === undefined) return null;
  const text = template.fillIn(data, options).get(SETTINGS_FILE) ?? (await readFile(file, "utf8"));
  return parseNarration(SETTINGS_FILE, text);
}
