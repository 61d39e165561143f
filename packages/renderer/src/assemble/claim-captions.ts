import { readFile } from "node:fs/promises";
import { checkReplaceable } from "./check-replaceable.ts";
import { claimOutput, type ClaimedOutput, type OutputRequest } from "./claim-output.ts";

/** Files with captions beside a video. */
export interface ClaimedCaptions extends AsyncDisposable {
  readonly srt: ClaimedOutput;
  readonly vtt: ClaimedOutput;
}

/**
 * Makes sure that captions may be and can be written beside a video. SRT has no room for a comment; it is ours where the
 * WebVTT file beside it says so of itself.
 *
 * @param stem the video's path without its ending.
 * @throws {OutputError} if they may not or cannot.
 */
export async function claimCaptions(
  stem: string,
  request: Omit<OutputRequest, "file">,
): Promise<ClaimedCaptions> {
  await checkReplaceable(`${stem}.vtt`);
  const text = await readFile(`${stem}.vtt`, "utf8").catch(() => "");
  const force = request.force || text.split("\n").includes(`NOTE ${request.comment}`);
  const srt = await claimOutput({ ...request, force, file: `${stem}.srt` });
  try {
    const vtt = await claimOutput({ ...request, force, file: `${stem}.vtt` });
    return {
      ...{ srt, vtt },
      async [Symbol.asyncDispose]() {
        await vtt[Symbol.asyncDispose]();
        await srt[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await srt[Symbol.asyncDispose]();
    throw error;
  }
}
