import { join } from "node:path";
import { makeScratchFolder, type Digest, type FileStore } from "@hyperframes-engine/store";
import { interruptible } from "../../cancellation/interruptible.ts";
import { namedFormat } from "../../encode/resolve-format.ts";
import { CompositionError, inPhase } from "../../errors.ts";
import { findFfmpeg } from "../../ffmpeg/find-ffmpeg.ts";
import { missingContent } from "../../manifest/contents.ts";
import { checkManifest } from "../../manifest/read-manifest.ts";
import type { RenderManifest } from "../../manifest/render-manifest.ts";
import { claimOutputs } from "../../outputs/render-outputs.ts";
import { describeFile, type AssembledFile } from "../../outputs/render-result.ts";
import { Progress } from "../../progress.ts";
import type { Chunk } from "../../timeline/chunk-list.ts";
import { assembleManifest } from "../assemble-manifest.ts";
import { segmentEnding } from "../render-site.ts";
import type { RenderedChunk } from "./chunk-into-store.ts";
import type { MixedSound } from "./mix-sound.ts";
import { resolveStageOptions } from "./stage-options.ts";
import { stageOutput, type StageOutputOptions } from "./stage-output.ts";

/** What the other stages have made of a manifest. */
export interface RenderParts {
  /** All of its chunks, in any order. */
  readonly chunks: readonly RenderedChunk[];
  readonly sound: MixedSound | null;
}

/**
 * The last stage of a render: puts the chunks and the sound of a manifest together to its file. Captions that are wanted beside it are
 * written there, too.
 *
 * @throws {CompositionError} if the manifest is damaged, a chunk is missing, or the store lacks one.
 * @throws {OutputError} if the file may not or cannot be written.
 */
export async function assembleRender(
  manifest: RenderManifest,
  { chunks, sound }: RenderParts,
  given: StageOutputOptions,
): Promise<AssembledFile> {
  return interruptible(given, () =>
    inPhase("assemble", async () => {
      const { output: _, force: __, name: ___, ...stage } = given;
      const { files, ffmpeg, environment, onProgress, signal } = resolveStageOptions(stage);
      const { plan, narration, format } = await checkManifest(manifest);
      const records = plan.chunks.map((chunk) => findRecord(chunk, chunks));
      const { encoders, assembly } = namedFormat(format.name, format.codec, format.alpha);
      const { executable } = await findFfmpeg(ffmpeg, encoders);
      const { file, ...own } = stageOutput(manifest, given, environment);
      await using outputs = await claimOutputs({
        ...{ ...own, output: file, format: { assembly }, ffmpeg: executable, debug: false, poster: false },
        captions: narration?.captions?.beside ?? false,
      });
      await using scratch = await makeScratchFolder(environment.temporaryFolder);
      const segmentOf = ({ index }: Chunk): string =>
        join(scratch.path, `chunk-${index}.${segmentEnding(manifest)}`);
      const [track, folder] = [join(scratch.path, "sound.f32le"), scratch.path];
      for (const chunk of plan.chunks)
        await bring(findRecord(chunk, chunks).segment, segmentOf(chunk), files);
      if (sound) await bring(sound.content, track, files);
      await assembleManifest(
        manifest,
        { records, segmentOf, sound: sound && { file: track, samples: sound.samples } },
        {
          outputs,
          comment: own.comment,
          folder,
          ffmpeg: executable,
          progress: new Progress(onProgress),
          signal,
        },
      );
      return await describeFile(outputs.main.file, manifest);
    }),
  );
}

function findRecord({ index }: Chunk, chunks: readonly RenderedChunk[]): RenderedChunk {
  const found = chunks.find((chunk) => chunk.index === index);
  if (!found) throw new CompositionError(`Chunk ${index} of the manifest was not rendered.`);
  return found;
}

async function bring(digest: Digest, file: string, files: FileStore): Promise<void> {
  if (!(await files.link(digest, file))) throw missingContent(digest);
}
