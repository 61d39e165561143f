import { resolve } from "node:path";
import type { Scene } from "./capture/frame-source.ts";
import { findProject } from "./composition/find-project.ts";
import { parseComposition, type Composition } from "./composition/parse-composition.ts";
import { resolveVariables } from "./composition/resolve-variables.ts";
import { readVariablesFile } from "./composition/variable-values.ts";
import { resolveEnvironment, type Environment } from "./environment.ts";
import { formatLocation, VariablesError } from "./errors.ts";
import { resolveOptions, type OptionValues, type RenderOptions } from "./options.ts";
import type { VariableSet } from "./page/protocol.ts";
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

/** Says what is wrong with variables, or, where that is wanted, refuses them. */
async function resolveRootVariables({
  options,
  environment,
  composition,
  progress,
}: Pick<Preparation, "options" | "environment" | "composition" | "progress">): Promise<VariableSet> {
  const { variablesFile, strictVariables, strict } = options;
  const file = variablesFile === null ? null : resolve(environment.workingFolder, variablesFile);
  const values = {
    ...(file === null ? {} : await readVariablesFile(file)),
    ...options.variables,
  };
  const from = file !== null && options.variables === null ? "--variables-file" : "--variables";
  const { set, problems } = resolveVariables(composition.variables, { values, from, location: null });
  const sentences = [...problems, ...composition.variableProblems].map(({ location, message }) =>
    location ? `${formatLocation(location)}: ${message}` : message,
  );
  if (strictVariables && sentences.length > 0) throw new VariablesError(sentences);
  progress.complain(sentences, { strict });
  return set;
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
  const progress = new Progress(given.onProgress ?? (() => undefined));
  const variables = await resolveRootVariables({ options, environment, composition, progress });
  return {
    options,
    environment,
    composition,
    scene: resolveScene(options, composition, variables),
    progress,
    signal: given.signal ?? new AbortController().signal,
  };
}
