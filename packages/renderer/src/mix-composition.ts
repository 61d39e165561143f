import { join } from "node:path";
import { mixSound, type SoundTrack } from "./audio/mix-sound.ts";
import { narrationCue } from "./audio/narration-cue.ts";
import { resolveCues } from "./audio/resolve-cues.ts";
import { sampleVolumes } from "./audio/sample-volumes.ts";
import type { Envelope, SoundCue } from "./audio/sound-cue.ts";
import type { Crew } from "./chunk/crew.ts";
import type { Assembly, Format } from "./encode/format.ts";
import { CompositionError } from "./errors.ts";
import type { PlannedRender } from "./plan-render.ts";
import type { Preparation } from "./prepare.ts";
import { frameToSeconds } from "./timeline/frame-rate.ts";

/** How files without sound are assembled. */
const silent: ReadonlySet<Assembly> = new Set(["gif", "files"]);

/**
 * What is heard when; nothing where the format has no sound. Plays through a page of its own if scripts change volumes.
 *
 * @throws {CompositionError} if only sound is wanted, and there is none.
 */
export async function findCues(
  job: Pick<Preparation, "narration"> & { readonly format: Pick<Format, "assembly"> },
  crew: Crew,
  planned: PlannedRender,
): Promise<readonly SoundCue[]> {
  const { assembly } = job.format;
  if (silent.has(assembly)) return [];
  const spoken = narrationCues(job, planned);
  const cues = await pageCues(crew, planned);
  if (cues.length + spoken.length === 0 && assembly === "sound") {
    throw new CompositionError(
      "nothing is heard in it, so there is no sound to write. Choose a format with pictures.",
    );
  }
  return [...cues, ...spoken];
}

function narrationCues(
  { narration }: Pick<Preparation, "narration">,
  { plan }: PlannedRender,
): readonly SoundCue[] {
  if (!narration || !plan.narration) return [];
  const { clip, info, settings } = narration;
  const cue = narrationCue({ file: clip.file, info }, settings.sound, plan.narration);
  return cue ? [cue] : [];
}

async function pageCues(crew: Crew, { plan, measure, sources }: PlannedRender): Promise<readonly SoundCue[]> {
  const { scene, duration } = plan;
  const volumes = new Map<number, Envelope>();
  const cues = resolveCues(measure.media, { sources, duration, volumes });
  const [worker] = crew.workers(1);
  if (cues.length === 0 || !measure.changesVolume || !worker) return cues;
  const request = { scene, frames: plan.pageFrames, media: measure.media };
  const sampled = await sampleVolumes(await worker.studio(), request);
  return resolveCues(measure.media, { sources, duration, volumes: sampled });
}

/** Mixes the part of a composition that is rendered; `null` if nothing is heard in all of it. */
export async function mixComposition(
  { options, progress, signal }: Pick<Preparation, "options" | "progress" | "signal">,
  { plan }: PlannedRender,
  { cues, folder }: { readonly cues: readonly SoundCue[]; readonly folder: string },
): Promise<SoundTrack | null> {
  const sound = await mixSound(cues, {
    ffmpeg: options.ffmpeg,
    signal,
    file: join(folder, "sound.f32le"),
    start: frameToSeconds(plan.first, plan.scene.rate),
    end: frameToSeconds(plan.end, plan.scene.rate),
  });
  progress.complain(sound?.complaints ?? [], options);
  if (sound?.limited) progress.warn("The sound was louder than −1 dBTP; its peaks were lowered.");
  return sound;
}
