import type { NarrationDependencies, NarrationEvent, NarrationSource } from "@hyperframes-engine/heygen";
import { locateNarrationFile, RenderError, type NarrationSettings } from "@hyperframes-engine/renderer";
import type { CliContext } from "../cli-context.ts";
import type { NarrationFlags } from "./narration-flags.ts";
import { placeholderMaker } from "./placeholder-maker.ts";

/** A command that may have narrations made. */
export interface NarrationSetting {
  readonly context: CliContext;
  readonly flags: NarrationFlags;
  readonly report: (event: NarrationEvent) => void;
}

/** What all narrations of a command have in common; HeyGen's code is loaded by it. */
export type SharedDependencies = Omit<NarrationDependencies, "locate">;

/** Opens what narrations are made with. The key is looked for when it is needed. */
export async function openDependencies(setting: NarrationSetting): Promise<SharedDependencies> {
  const { context, flags, report } = setting;
  const { NarrationQueue, openClient, HEYGEN_API } = await import("@hyperframes-engine/heygen");
  const { environment, heygen, signal } = context;
  let client: ReturnType<typeof openClient> | undefined;
  return {
    client: () => (client ??= openClient(heygen)),
    apiBase: heygen.variables["HEYGEN_API_BASE"] || HEYGEN_API,
    cacheFolder: environment.cacheFolder,
    now: heygen.now,
    signal,
    timeoutSeconds: timeoutOf(flags),
    onProgress: report,
    anew: flags.newNarration ? heygen.now() : undefined,
    placeholder:
      flags.offline || flags.preview
        ? placeholderMaker(flags.ffmpeg ?? "ffmpeg", environment.temporaryFolder)
        : undefined,
    queue: new NarrationQueue(),
  };
}

/** Finds the files of a narration that lies in a project's folder. */
export function locateIn(
  projectFolder: string,
  { environment, signal }: CliContext,
): NarrationDependencies["locate"] {
  const { cacheFolder } = environment;
  return async (src) => locateNarrationFile(src, { projectFolder, cacheFolder, signal });
}

/** A presenter who is cut out has to have no background, where nothing is said of it and no colour is taken away. */
export function sourceOf({ source, placement }: NarrationSettings): NarrationSource {
  if (source.type !== "avatar" || source.transparent !== undefined) return source;
  return { ...source, transparent: placement.shape === "cut-out" && placement.key === null };
}

function timeoutOf({ narrationTimeout }: NarrationFlags): number | undefined {
  if (narrationTimeout === undefined) return undefined;
  const seconds = Number(narrationTimeout);
  if (seconds > 0 && seconds <= 86_400) return seconds;
  throw new RenderError(
    "invalid-option",
    `--narration-timeout must be from 1 to 86400 seconds, but is ${narrationTimeout}.`,
  );
}
