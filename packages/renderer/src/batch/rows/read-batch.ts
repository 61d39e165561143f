import { join } from "node:path";
import { chooseSizes, type FillableTemplate } from "@hyperframes-engine/template";
import { openTemplate, rowFilesOf } from "@hyperframes-engine/template/compiler";
import { resolveEnvironment, type Environment } from "../../environment.ts";
import { OptionError } from "../../errors.ts";
import { resolveOptions, type OptionValues, type RenderOptions } from "../../options.ts";
import type { BatchOptions } from "../batch-options.ts";
import type { BatchSourceRequest } from "./batch-source.ts";
import type { Naming } from "./named-rows.ts";
import { OutputPattern } from "./output-pattern.ts";

/** What is known of a batch before its rows are read. */
interface ReadBatch {
  readonly options: OptionValues;
  readonly environment: Environment;
  readonly template: FillableTemplate;
  readonly naming: Naming;
  readonly signal: AbortSignal;
}

/**
 * Reads a batch's options and its template.
 *
 * @throws {OptionError} if an option is wrong, a root is given, or several sizes would become one file.
 * @throws {TemplateError} with every fault of the template.
 */
export async function readBatch(path: string, given: BatchOptions): Promise<ReadBatch> {
  const options = resolveOptions({ ...optionsOfRows(given), data: given.data, output: given.output });
  const environment = resolveEnvironment(given.environment);
  const { workingFolder } = environment;
  if (options.root !== null)
    throw new OptionError("--root", "left out, as this is a template", `"${options.root}"`);
  const template = await openTemplate(path, { ...options, size: null, workingFolder });
  const { manifest } = template.loaded.template;
  const sizes = chooseSizes(manifest, options.size ?? template.found.size);
  // A template without sizes of its own has no <<size>>.
  const stem = `${template.found.name}${manifest.variants.length > 0 ? "-<<size>>" : ""}`;
  const output = given.output ?? join("renders", `${stem}.${options.format ?? "mp4"}`);
  const pattern = OutputPattern.compile(output, { manifest, workingFolder });
  if (sizes.length > 1 && !pattern.hasSize) {
    throw new OptionError("-o", "a name with <<size>> in it, as there are several sizes", `"${output}"`);
  }
  const signal = given.signal ?? new AbortController().signal;
  return { options, environment, template, naming: { manifest, sizes, pattern }, signal };
}

/** Where a batch's rows are. */
export function sourceOf(
  { options, environment, template, signal }: ReadBatch,
  { data, openInput = () => process.stdin }: Pick<BatchOptions, "data" | "openInput">,
): BatchSourceRequest {
  const { workingFolder, temporaryFolder } = environment;
  return { ...options, data, openInput, files: rowFilesOf(template), workingFolder, temporaryFolder, signal };
}

/** What each row is rendered with. */
export function optionsOfRows(given: BatchOptions): RenderOptions {
  const { data: _, output: __, failFast: ___, openInput: ____, onProgress: _____, ...rest } = given;
  return rest;
}
