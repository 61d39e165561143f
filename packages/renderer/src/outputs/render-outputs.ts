import { extname, join, resolve } from "node:path";
import { checkReplaceable } from "../assemble/check-replaceable.ts";
import { claimCaptions, type ClaimedCaptions } from "../assemble/claim-captions.ts";
import { claimFolder } from "../assemble/claim-folder.ts";
import { claimOutput, type ClaimedOutput } from "../assemble/claim-output.ts";
import { sequenceName } from "../assemble/sequence-name.ts";
import type { Format } from "../encode/format.ts";
import { stamped } from "../errors.ts";
import type { FoundFfmpeg } from "../ffmpeg/find-ffmpeg.ts";
import type { Preparation } from "../prepare.ts";
import type { StartedNarration } from "../stage-narration.ts";

/** What is known of a render before its page is opened. */
export interface RenderJob extends Preparation {
  readonly format: Format;
  readonly ffmpeg: FoundFfmpeg;
  readonly presenting: StartedNarration;
}

/** Everything that a render writes. Disposing of it removes what did not come to its place. */
export interface RenderOutputs extends AsyncDisposable {
  /** The video; of a sequence of pictures, their folder. */
  readonly main: ClaimedOutput;
  readonly poster: ClaimedOutput | null;
  /** Files with captions beside it. */
  readonly captions: ClaimedCaptions | null;
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
  const stem = output.slice(0, output.length - extname(output).length);
  const owned: AsyncDisposable[] = [];
  const disposeAll = async (): Promise<void> => {
    for (const one of owned.toReversed()) await one[Symbol.asyncDispose]();
  };
  const claim = async <Output extends AsyncDisposable>(claimed: Promise<Output>): Promise<Output> => {
    const one = await claimed;
    owned.push(one);
    return one;
  };
  try {
    if (job.options.debug) await checkReplaceable(debugFolderOf(output));
    const main = sequence
      ? claimFolder({ ...request, ...sequence })
      : claimOutput({ ...request, file: output });
    return {
      main: await claim(main),
      poster:
        job.options.poster === null ? null : await claim(claimOutput({ ...request, file: `${stem}.png` })),
      captions: wantsCaptionFiles(job) ? await claim(claimCaptions(stem, request)) : null,
      frameName: sequence ? sequence.frameName : String,
      [Symbol.asyncDispose]: disposeAll,
    };
  } catch (error) {
    await disposeAll();
    throw stamped("write", error);
  }
}

function wantsCaptionFiles({ narration }: RenderJob): boolean {
  return narration?.settings.captions.includes("file") ?? false;
}

/** Where `debug` keeps what a video was made of. */
export function debugFolderOf(output: string): string {
  return `${output}.debug`;
}

function defaultOutput({ composition, format }: RenderJob): string {
  const ending = format.assembly === "files" ? "" : `.${format.name}`;
  return join("renders", `${composition.project.name}${ending}`);
}

/** Stands in the file, and says which files a later render may replace. */
export function commentOf({ scene, composition }: Pick<RenderJob, "scene" | "composition">): string {
  return `Rendered by HyperFrames from ${scene.compositionId ?? composition.project.name}`;
}
