import { extname, join, resolve } from "node:path";
import { claimFolder } from "./assemble/claim-folder.ts";
import { claimOutput, type ClaimedOutput } from "./assemble/claim-output.ts";
import { sequenceName } from "./assemble/sequence-name.ts";
import type { Format } from "./encode/format.ts";
import type { FoundFfmpeg } from "./ffmpeg/find-ffmpeg.ts";
import type { Preparation } from "./prepare.ts";

/** What is known of a render before its page is opened. */
export interface RenderJob extends Preparation {
  readonly format: Format;
  readonly ffmpeg: FoundFfmpeg;
}

/** Everything that a render writes. Disposing of it removes what did not come to its place. */
export interface RenderOutputs extends AsyncDisposable {
  /** The video; of a sequence of pictures, their folder. */
  readonly main: ClaimedOutput;
  readonly poster: ClaimedOutput | null;
  /** The name of a frame's file in that folder. */
  readonly frameName: (frame: number) => string;
}

/**
 * Makes sure that everything may be and can be written, before anything is rendered.
 *
 * @throws {OutputError} if it may not or cannot.
 */
export async function claimOutputs(job: RenderJob): Promise<RenderOutputs> {
  const output = resolve(job.environment.workingFolder, job.options.output ?? defaultOutput(job));
  const request = { comment: commentOf(job), force: job.options.force, ffmpeg: job.ffmpeg.executable };
  const sequence = job.format.assembly === "files" ? sequenceName(output) : null;
  const main = await (sequence
    ? claimFolder({ ...request, ...sequence })
    : claimOutput({ ...request, file: output }));
  try {
    const posterFile = `${output.slice(0, output.length - extname(output).length)}.png`;
    const poster = job.options.poster === null ? null : await claimOutput({ ...request, file: posterFile });
    return {
      main,
      poster,
      frameName: sequence ? sequence.frameName : String,
      async [Symbol.asyncDispose]() {
        await poster?.[Symbol.asyncDispose]();
        await main[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await main[Symbol.asyncDispose]();
    throw error;
  }
}

function defaultOutput({ composition, format }: RenderJob): string {
  const ending = format.assembly === "files" ? "" : `.${format.name}`;
  return join("renders", `${composition.project.name}${ending}`);
}

/** Stands in the file, and says which files a later render may replace. */
export function commentOf({ scene, composition }: Pick<RenderJob, "scene" | "composition">): string {
  return `Rendered by HyperFrames from ${scene.compositionId ?? composition.project.name}`;
}
