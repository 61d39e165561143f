import { interruptible } from "./cancellation/interruptible.ts";
import { forgetKept } from "./chunk/forget-kept.ts";
import { inPhase } from "./errors.ts";
import { findFfmpeg } from "./ffmpeg/find-ffmpeg.ts";
import { resolveOptions } from "./options.ts";
import type { RenderResult } from "./outputs/render-result.ts";
import type { RenderOptions } from "./render-options.ts";
import { openSlots } from "./stages/open-slots.ts";
import { prepare } from "./stages/prepare.ts";
import { prepareRender, type RenderJob } from "./stages/render-job.ts";
import { renderPrepared, workersFor } from "./stages/render-prepared.ts";
import { warnOfLint } from "./stages/warn-of-lint.ts";
import { countChunks } from "./timeline/chunk-list.ts";
import { secondsToFrame } from "./timeline/frame-rate.ts";
import { seconds } from "./timeline/units.ts";

/**
 * Renders a composition, an HTML file or a folder with `index.html`, to a video file.
 *
 * @throws {RenderError} whose `code` says what went wrong; then no file was written, and the one that was there still is.
 */
export async function render(path: string, given: RenderOptions = {}): Promise<RenderResult> {
  const start = performance.now();
  return interruptible(given, async () => {
    const options = resolveOptions(given);
    await using prepared = await prepareRender(options, () => prepare(path, options, "only"));
    await using slots = await openSlots(prepared);
    // Browsers take longest to start; everything that does not need them is done meanwhile.
    slots.take(workersFor(prepared, expectedChunks(prepared)));
    prepared.inputs.begin();
    await warnOfLint(prepared);
    const ffmpeg = await inPhase("prepare", () =>
      findFfmpeg(prepared.options.ffmpeg, prepared.format.encoders),
    );
    const job = { ...prepared, ffmpeg };
    await forgetKept(job.environment.cacheFolder);
    return await renderPrepared(job, slots, start);
  });
}

/** What the HTML alone says of the length: the page may say more. */
function expectedChunks({ options, spec, composition, format }: Omit<RenderJob, "ffmpeg">): number {
  if (format.pictures === "none") return 1;
  const duration = options.duration ?? composition.root?.duration ?? seconds(0);
  return Math.max(1, countChunks(secondsToFrame(duration, spec.rate)));
}
