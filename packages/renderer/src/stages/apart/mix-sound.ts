import { createReadStream } from "node:fs";
import { join } from "node:path";
import type { Digest } from "@hyperframes-engine/store";
import { interruptible } from "../../cancellation/interruptible.ts";
import { inPhase } from "../../errors.ts";
import { checkManifest } from "../../manifest/read-manifest.ts";
import type { RenderManifest } from "../../manifest/render-manifest.ts";
import { StoredInputs } from "../../manifest/stored-inputs.ts";
import { Progress } from "../../progress.ts";
import { mixManifest } from "../mix-manifest.ts";
import { resolveStageOptions, type StageOptions } from "./stage-options.ts";

/** A finished mix in a store: stereo frames of little-endian 32-bit floats at 48 kHz. Plain JSON. */
export interface MixedSound {
  readonly content: Digest;
  /** Frames in it. */
  readonly samples: number;
  /** Whether peaks were above −1 dBTP, and so were lowered. */
  readonly limited: boolean;
  /** Sources that could not be decoded to their end, one sentence each; what was decoded is in the mix. */
  readonly complaints: readonly string[];
}

/**
 * Mixes the sound of a manifest, from the files of a store, into the store.
 *
 * @returns `null` if nothing is heard in it.
 * @throws {CompositionError} if the manifest is damaged, or the store lacks a file.
 */
export async function mixSound(manifest: RenderManifest, given: StageOptions): Promise<MixedSound | null> {
  return interruptible(given, () =>
    inPhase("sound", async () => {
      const { files, ffmpeg, environment, onProgress, signal } = resolveStageOptions(given);
      await checkManifest(manifest);
      await using contents = await StoredInputs.bring(null, files, environment.temporaryFolder);
      const file = join(contents.scratchFolder, "sound.f32le");
      const progress = new Progress(onProgress);
      const track = await mixManifest(manifest, { contents, progress, ffmpeg, signal, file });
      if (!track) return null;
      const { samples, limited, complaints } = track;
      return { content: await files.put(createReadStream(file)), samples, limited, complaints };
    }),
  );
}
