import { resolve } from "node:path";
import type { Scene } from "./capture/frame-source.ts";
import { findProject } from "./composition/find-project.ts";
import { parseComposition, type Composition } from "./composition/parse-composition.ts";
import { resolveEnvironment, type Environment } from "./environment.ts";
import { resolveOptions, type OptionValues, type RenderOptions } from "./options.ts";
import { resolveScene } from "./plan/resolve-scene.ts";
import { Progress } from "./progress.ts";

/** Everything that is known before a browser is started. */
export interface Preparation {
  readonly options: OptionValues;
  readonly environment: Environment;
  readonly composition: Composition;
  readonly scene: Scene;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * Reads the options and the HTML.
 *
 * @throws {RenderError} if any of them is wrong or missing.
 */
export async function prepare(path: string, given: RenderOptions): Promise<Preparation> {
  const options = resolveOptions(given);
  const environment = resolveEnvironment(given.environment);
  const composition = await parseComposition(await findProject(resolve(environment.workingFolder, path)));
  return {
    options,
    environment,
    composition,
    scene: resolveScene(options, composition),
    progress: new Progress(given.onProgress ?? (() => undefined)),
    signal: given.signal ?? new AbortController().signal,
  };
}
