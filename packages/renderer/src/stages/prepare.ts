import { resolve } from "node:path";
import { FileDigests } from "@hyperframes-engine/store";
import { type OpenedProject, openProject, type OpenRequest } from "@hyperframes-engine/template";
import { borrowOrMake, type BrowserPool } from "../browser/browser-pool.ts";
import type { PageSpec } from "../capture/frame-source.ts";
import { findProject } from "../composition/find-project.ts";
import { parseComposition, type Composition } from "../composition/parse-composition.ts";
import { resolveVariables } from "../composition/resolve-variables.ts";
import { readVariablesFile } from "../composition/variable-values.ts";
import type { Environment } from "../environment.ts";
import { formatLocation, inPhase, stamped, VariablesError } from "../errors.ts";
import { ProjectInputs } from "../manifest/project-inputs.ts";
import { openNarration, type OpenedNarration } from "../narration/open-narration.ts";
import { pageNarration } from "../narration/page-narration.ts";
import type { OptionValues } from "../options.ts";
import type { VariableSet } from "../page/protocol.ts";
import { checkLength } from "../plan/check-length.ts";
import { resolvePageSpec } from "../plan/resolve-page-spec.ts";
import { Progress } from "../progress.ts";
import type { ChunkSharing } from "../timeline/chunk-list.ts";
import { seconds } from "../timeline/units.ts";
import { noCache, type RenderCache } from "./render-cache.ts";

/** Everything that is known before a browser is started. Disposing of it removes what was filled in for it. */
export interface Preparation extends AsyncDisposable {
  readonly options: OptionValues;
  readonly environment: Environment;
  readonly composition: Composition;
  /** The files that it is made from. */
  readonly inputs: ProjectInputs;
  readonly spec: PageSpec;
  /** Somebody who speaks, if anybody does. */
  readonly narration: OpenedNarration | null;
  readonly progress: Progress;
  /** What other renders have done already. */
  readonly cache: RenderCache;
  /** How the work is cut. */
  readonly sharing: ChunkSharing;
  /** Where browsers come from. */
  readonly browsers: BrowserPool;
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
  const from = file !== null && options.variables === null ? "`variablesFile`" : "`variables`";
  const { set, problems } = await resolveVariables(composition.variables, { values, from, location: null });
  const sentences = [...problems, ...composition.variableProblems].map(({ location, message }) =>
    location ? `${formatLocation(location)}: ${message}` : message,
  );
  if (strictVariables && sentences.length > 0) throw new VariablesError(sentences);
  progress.complain(sentences, { strict });
  return set;
}

/** Opens what the options name, for one video. */
export function openForOne(
  path: string,
  options: OptionValues,
  choose: OpenRequest["choose"],
): Promise<OpenedProject> {
  const openInput = (): NodeJS.ReadStream => process.stdin;
  return inPhase("prepare", () =>
    openProject(path, { ...options, ...options.environment, choose, openInput }),
  );
}

/**
 * Reads the HTML.
 *
 * @param choose what becomes of several rows in a file of data.
 * @throws {RenderError} if any of them is wrong or missing.
 */
export async function prepare(
  path: string,
  options: OptionValues,
  choose: OpenRequest["choose"] = "first",
): Promise<Preparation> {
  return prepareOpened(await openForOne(path, options, choose), options);
}

/**
 * The same for a project that is open already, and is closed with the preparation.
 *
 * @throws {RenderError} if an option or the HTML is wrong; then the project is closed.
 */
export async function prepareOpened(
  opened: OpenedProject,
  options: OptionValues,
  cache: RenderCache = noCache,
): Promise<Preparation> {
  const { environment, signal } = options;
  const pool = borrowOrMake(options.browsers, environment);
  const dispose = async (): Promise<void> => {
    await pool[Symbol.asyncDispose]();
    await opened[Symbol.asyncDispose]();
  };
  try {
    const { filled, notices } = opened;
    const project = { ...(await findProject(opened.path, opened.root)), filled };
    const digests = cache.digests ?? new FileDigests(environment.cacheFolder);
    const { cacheFolder, temporaryFolder } = environment;
    const without = [cacheFolder, temporaryFolder];
    const inputs = await ProjectInputs.look(project.folder, { digests, signal, without });
    const composition = await parseComposition(project);
    inputs.use([project.entry, ...composition.parts.map(({ source }) => source.file)]);
    const progress = new Progress(options.onProgress);
    for (const notice of notices) progress.warn(notice);
    const variables = await resolveRootVariables({ options, environment, composition, progress });
    const { folder } = composition.project;
    const { ffmpeg } = options;
    const narration = await inPhase("narrate", () =>
      openNarration(options.narration, { folder, ffmpeg, signal }),
    );
    const plain = resolvePageSpec(options, composition, variables);
    checkLength(
      options.duration ?? composition.root?.duration ?? seconds(0),
      plain.rate,
      composition.root?.location,
    );
    const spec = { ...plain, narration: pageNarration(narration, plain) };
    return {
      ...{ options, environment, composition, inputs, spec, narration, progress, signal },
      ...{ cache, sharing: "shared", browsers: pool.browsers },
      [Symbol.asyncDispose]: dispose,
    };
  } catch (error) {
    await dispose();
    throw stamped("prepare", error);
  }
}
