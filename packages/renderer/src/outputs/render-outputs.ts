import { extname, join } from "node:path";
import { checkReplaceable } from "../assemble/check-replaceable.ts";
import { claimCaptions, type ClaimedCaptions } from "../assemble/claim-captions.ts";
import { claimFolder } from "../assemble/claim-folder.ts";
import { claimOutput, type ClaimedOutput } from "../assemble/claim-output.ts";
import { sequenceName } from "../assemble/sequence-name.ts";
import type { Format } from "../encode/format.ts";
import { stamped } from "../errors.ts";

/** What is written, and where. */
interface OutputsRequest {
  /** An absolute path. */
  readonly output: string;
  readonly format: Pick<Format, "assembly">;
  /** What tells our own files from others. */
  readonly comment: string;
  readonly force: boolean;
  readonly ffmpeg: string;
  /** Whether there is a picture beside it. */
  readonly poster: boolean;
  /** Whether there are files with captions beside it. */
  readonly captions: boolean;
  /** Whether what it was made of is kept beside it. */
  readonly debug: boolean;
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
export async function claimOutputs(given: OutputsRequest): Promise<RenderOutputs> {
  const { output, format, poster, captions, debug, ...request } = given;
  const sequence = format.assembly === "files" ? sequenceName(output) : null;
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
    if (debug) await checkReplaceable(debugFolderOf(output));
    const main = sequence
      ? claimFolder({ ...request, ...sequence })
      : claimOutput({ ...request, file: output });
    return {
      main: await claim(main),
      poster: poster ? await claim(claimOutput({ ...request, file: `${stem}.png` })) : null,
      captions: captions ? await claim(claimCaptions(stem, request)) : null,
      frameName: sequence ? sequence.frameName : String,
      [Symbol.asyncDispose]: disposeAll,
    };
  } catch (error) {
    await disposeAll();
    throw stamped("write", error);
  }
}

/** Everything that is written to: files, and folders with all that is in them. */
export function writtenPaths({ main, poster, captions }: RenderOutputs): string[] {
  const beside = [poster, captions?.srt, captions?.vtt].flatMap((output) => output?.file ?? []);
  return [main.file, debugFolderOf(main.file), ...beside];
}

/** Puts what lies beside the video in its place. */
export async function commitBeside({ poster, captions }: RenderOutputs): Promise<void> {
  for (const output of [poster, captions?.srt, captions?.vtt]) await output?.commit();
}

/** Where `debug` keeps what a video was made of. */
export function debugFolderOf(output: string): string {
  return `${output}.debug`;
}

/** The usual name of a file for a project. */
export function defaultOutput(
  project: string,
  { assembly, name }: Pick<Format, "assembly" | "name">,
): string {
  return join("renders", assembly === "files" ? project : `${project}.${name}`);
}

/** Stands in the file, and says which files a later render may replace. */
export function commentOf(compositionId: string | null, project: string): string {
  return `Rendered by HyperFrames from ${compositionId ?? project}`;
}
