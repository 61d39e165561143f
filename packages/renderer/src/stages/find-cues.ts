import { narrationCue } from "../audio/narration-cue.ts";
import { resolveCues } from "../audio/resolve-cues.ts";
import { sampleVolumes } from "../audio/sample-volumes.ts";
import type { Envelope, SoundCue } from "../audio/sound-cue.ts";
import type { BrowserSlots } from "../chunk/browser-slots.ts";
import type { Assembly, Format } from "../encode/format.ts";
import { CompositionError } from "../errors.ts";
import type { PlannedRender } from "./measure-page.ts";
import type { Preparation } from "./prepare.ts";

/** How files without sound are assembled. */
const silent: ReadonlySet<Assembly> = new Set(["gif", "files"]);

/** What is heard: of the page, and of whoever speaks. */
export interface HeardCues {
  readonly page: readonly SoundCue[];
  readonly spoken: SoundCue | null;
}

/**
 * What is heard when; nothing where the format has no sound. Plays through a page of its own if scripts change volumes.
 *
 * @throws {CompositionError} if only sound is wanted, and there is none.
 */
export async function findCues(
  job: Pick<Preparation, "narration"> & { readonly format: Pick<Format, "assembly"> },
  slots: BrowserSlots,
  planned: PlannedRender,
): Promise<HeardCues> {
  const { assembly } = job.format;
  if (silent.has(assembly)) return { page: [], spoken: null };
  const spoken = spokenCue(job, planned);
  const page = await pageCues(slots, planned);
  if (page.length === 0 && !spoken && assembly === "sound") {
    throw new CompositionError(
      "nothing is heard in it, so there is no sound to write. Choose a format with pictures.",
    );
  }
  return { page, spoken };
}

function spokenCue({ narration }: Pick<Preparation, "narration">, { plan }: PlannedRender): SoundCue | null {
  if (!narration || !plan.narration) return null;
  const { clip, info, settings } = narration;
  return narrationCue({ file: clip.file, info }, settings.sound, plan.narration);
}

async function pageCues(
  slots: BrowserSlots,
  { plan, measure, sources }: PlannedRender,
): Promise<readonly SoundCue[]> {
  const { spec, duration } = plan;
  const volumes = new Map<number, Envelope>();
  const cues = resolveCues(measure.media, { sources, duration, volumes });
  const [slot] = slots.take(1);
  if (cues.length === 0 || !measure.changesVolume || !slot) return cues;
  const request = { spec, frames: plan.pageFrames, media: measure.media };
  const sampled = await sampleVolumes(await slot.home(), request);
  return resolveCues(measure.media, { sources, duration, volumes: sampled });
}
