import { resolve } from "node:path";
import type { Environment } from "../../environment.ts";
import type { RenderManifest } from "../../manifest/render-manifest.ts";
import { path } from "../../option-readers.ts";
import { commentOf } from "../../outputs/render-outputs.ts";
import type { StageOptions } from "./stage-options.ts";

/** What a stage that writes a file is given besides. */
export interface StageOutputOptions extends StageOptions {
  /** The file to write, or the folder of a sequence of pictures. */
  readonly output: string;
  /** Whether a file is overwritten that was not rendered from this composition. @default false */
  readonly force?: boolean;
  /** What the composition is called in the file where it has no id. @default its title, or its file's name */
  readonly name?: string;
}

interface StageOutput {
  /** An absolute path. */
  readonly file: string;
  /** What tells our own files from others. */
  readonly comment: string;
  readonly force: boolean;
}

/**
 * Where a stage writes, and what it writes down of itself there.
 *
 * @throws {OptionError} if the output is no path.
 */
export function stageOutput(
  { page, project }: RenderManifest,
  { output, force = false, name }: Pick<StageOutputOptions, "output" | "force" | "name">,
  { workingFolder }: Environment,
): StageOutput {
  const comment = commentOf(page.compositionId, name ?? project.title ?? project.entry);
  return { file: resolve(workingFolder, path(output, "output")), comment, force };
}
