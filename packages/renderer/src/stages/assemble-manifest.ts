import { assembleOutput } from "../assemble/assemble-output.ts";
import type { Segment } from "../assemble/segment.ts";
import type { SoundTrack } from "../audio/mix-cues.ts";
import { joinStillChunks, type JoinedRecord } from "../chunk/join-still-chunks.ts";
import { namedFormat } from "../encode/resolve-format.ts";
import { inPhase } from "../errors.ts";
import { unlessKilled } from "../ffmpeg/killed-error.ts";
import type { RenderManifest } from "../manifest/render-manifest.ts";
import { commitBeside, type RenderOutputs } from "../outputs/render-outputs.ts";
import { writeCaptions } from "../outputs/write-captions.ts";
import type { Progress } from "../progress.ts";
import type { Chunk } from "../timeline/chunk-list.ts";
import { frame } from "../timeline/units.ts";

/** What a file is made of. */
interface RenderedParts {
  /** Of all chunks, in order. */
  readonly records: readonly JoinedRecord[];
  /** Where a chunk's segment is. */
  readonly segmentOf: (chunk: Chunk) => string;
  readonly sound: Pick<SoundTrack, "file" | "samples"> | null;
}

/** What puts it together, and where to. */
interface AssembleTools {
  readonly outputs: RenderOutputs;
  readonly ffmpeg: string;
  readonly comment: string;
  /** For files that are needed on the way. They may stay there. */
  readonly folder: string;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Puts segments and sound together to the file, and what lies beside it in its place. */
export function assembleManifest(
  manifest: RenderManifest,
  parts: RenderedParts,
  tools: AssembleTools,
): Promise<void> {
  return inPhase("assemble", () => assembleParts(manifest, parts, tools));
}

async function assembleParts(
  manifest: RenderManifest,
  { records, segmentOf, sound }: RenderedParts,
  { outputs, ffmpeg, comment, folder, progress, signal }: AssembleTools,
): Promise<void> {
  progress.emit({ event: "assembling" });
  const { plan, page, project } = manifest;
  const { name, codec, alpha, quality, loop } = manifest.format;
  const format = namedFormat(name, codec, alpha);
  const captions = { beside: outputs.captions, folder, comment, progress };
  const subtitles = await writeCaptions(manifest, captions);
  const refinements = format.pictures === "filmed" ? format.segments.refinements : 0;
  const joined = joinStillChunks(plan.chunks, records, refinements);
  const segments: Segment[] = joined.map(({ chunk, repeats }) => ({ file: segmentOf(chunk), repeats }));
  const request = {
    ...{ ffmpeg, format, quality, loop, sound, subtitles, comment, signal },
    rate: page.rate,
    frames: frame(plan.end - plan.first),
    chapters: plan.chapters,
    title: project.title,
    frameName: outputs.frameName,
    scratchFolder: folder,
  };
  await unlessKilled(
    () => assembleOutput(segments, outputs.main, request),
    (attempt, { message }) => progress.emit({ event: "retry", chunk: null, attempt, message }),
  );
  await commitBeside(outputs);
}
