import { join } from "node:path";
import { chooseSizes, type FillableTemplate } from "@hyperframes-engine/template";
import { openTemplate, rowFilesOf } from "@hyperframes-engine/template/compiler";
import { OptionError } from "../../errors.ts";
import type { BatchValues } from "../batch-options.ts";
import type { BatchSourceRequest } from "./batch-source.ts";
import type { Naming } from "./named-rows.ts";
import { OutputPattern } from "./output-pattern.ts";

/** What is known of a batch before its rows are read. */
interface ReadBatch {
  readonly options: BatchValues;
  readonly template: FillableTemplate;
  readonly naming: Naming;
}

/**
 * Reads a batch's template.
 *
 * @throws {OptionError} if a root is given, or several sizes would become one file.
 * @throws {TemplateError} with every fault of the template.
 */
export async function readBatch(path: string, options: BatchValues): Promise<ReadBatch> {
  const { workingFolder } = options.environment;
  if (options.root !== null)
    throw new OptionError("root", "left out, as this is a template", `"${options.root}"`);
  const template = await openTemplate(path, { ...options, size: null, workingFolder });
  const { manifest } = template.loaded.template;
  const sizes = chooseSizes(manifest, options.size ?? template.found.size);
  // A template without sizes of its own has no <<size>>.
  const stem = `${template.found.name}${manifest.variants.length > 0 ? "-<<size>>" : ""}`;
  const output = options.output ?? join("renders", `${stem}.${options.format ?? "mp4"}`);
  const pattern = OutputPattern.compile(output, { manifest, workingFolder });
  if (sizes.length > 1 && !pattern.hasSize) {
    throw new OptionError("output", "a name with <<size>> in it, as there are several sizes", `"${output}"`);
  }
  return { options, template, naming: { manifest, sizes, pattern } };
}

/** Where a batch's rows are. */
export function sourceOf({ options, template }: ReadBatch): BatchSourceRequest {
  return { ...options, ...options.environment, files: rowFilesOf(template) };
}
