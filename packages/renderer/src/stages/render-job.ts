import { checkPageSpec } from "../encode/check-page-spec.ts";
import type { Format } from "../encode/format.ts";
import { resolveFormat } from "../encode/resolve-format.ts";
import { inPhase } from "../errors.ts";
import type { FoundFfmpeg } from "../ffmpeg/find-ffmpeg.ts";
import type { OptionValues } from "../options.ts";
import type { Preparation } from "./prepare.ts";
import { restRequest, startPresenter, type StartedPresenter } from "./present.ts";

/** What is known of a render before its page is opened. */
export interface RenderJob extends Preparation {
  readonly format: Format;
  readonly ffmpeg: FoundFfmpeg;
  readonly presenting: StartedPresenter;
}

/**
 * Chooses the format, on which it depends what is filmed.
 *
 * @throws {RenderError} if an option or the composition is wrong.
 */
export function prepareRender(
  options: OptionValues,
  open: () => Promise<Preparation>,
): Promise<Omit<RenderJob, "ffmpeg">> {
  return inPhase("prepare", async () => prepareFormat(resolveFormat(options), open));
}

async function prepareFormat(
  format: Format,
  open: () => Promise<Preparation>,
): Promise<Omit<RenderJob, "ffmpeg">> {
  const prepared = await open();
  try {
    checkPageSpec(format, prepared.spec);
  } catch (error) {
    await prepared[Symbol.asyncDispose]();
    throw error;
  }
  const spec = { ...prepared.spec, transparent: format.transparent };
  // Before anything else: it keeps a core busy for a while, of those that wait for the browsers.
  const narration = format.pictures === "filmed" ? prepared.narration : null;
  const presenting = presentOver({ ...prepared, spec, narration });
  return {
    ...{ ...prepared, format, spec, presenting },
    [Symbol.asyncDispose]: async () => {
      await presenting[Symbol.asyncDispose]();
      await prepared[Symbol.asyncDispose]();
    },
  };
}

/** Begins to get whoever speaks ready. */
export function presentOver(job: Preparation): StartedPresenter {
  const { options, environment, signal } = job;
  const { cacheFolder } = environment;
  return startPresenter(restRequest(job), { ffmpeg: options.ffmpeg, cacheFolder, signal });
}
