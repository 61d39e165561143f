import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { checkData, DataFaultsError, type DataProblem } from "../data/check-data.ts";
import type { Schema } from "../data/schema.ts";
import { TemplateText } from "../syntax/template-text.ts";
import { describeTemplate, type TemplateDescription } from "./describe-template.ts";
import type { TemplateManifest } from "./template-manifest.ts";

/** What a template takes, and whether given data fits. */
export interface TemplateFields {
  readonly description: TemplateDescription;
  readonly manifest: TemplateManifest;
  /** A JSON Schema of its data (2020-12); `null` if it says nothing of it. */
  readonly schema: Schema | null;
  /** Everything about the data of one video that does not fit; empty if all does. */
  readonly check: (data: object) => readonly DataProblem[];
}

/**
 * Reads what a template takes; `null` if the folder has none.
 *
 * @throws {TemplateError} if `template.json` is wrong.
 */
export async function readFields(folder: string): Promise<TemplateFields | null> {
  const description = await describeTemplate(folder);
  if (!description) return null;
  const file = join(description.folder, "template.json");
  const { readManifest } = await import("./template-manifest.ts");
  const manifest = readManifest(new TemplateText(file, await readFile(file, "utf8")));
  return {
    ...{ description, manifest },
    schema: manifest.schema,
    check(data) {
      try {
        checkData(manifest, data);
        return [];
      } catch (error) {
        if (error instanceof DataFaultsError) return error.problems;
        throw error;
      }
    },
  };
}
