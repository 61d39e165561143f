import { digestOf } from "@hyperframes-engine/store";
import { duckCues } from "../audio/duck-cues.ts";
import { mixCues, type MixRequest, type SoundTrack } from "../audio/mix-cues.ts";
import type { SoundCue } from "../audio/sound-cue.ts";
import { inPhase } from "../errors.ts";
import { unlessKilled } from "../ffmpeg/killed-error.ts";
import { canonicalText } from "../manifest/canonical-text.ts";
import type { Contents } from "../manifest/contents.ts";
import type { ManifestCue, ManifestSound, RenderManifest } from "../manifest/render-manifest.ts";
import type { Progress } from "../progress.ts";
import { frameToSeconds } from "../timeline/frame-rate.ts";
import { noCache, type RenderCache } from "./render-cache.ts";

/** What mixes, and where to. */
interface MixTools extends Pick<MixRequest, "ffmpeg" | "signal" | "file"> {
  readonly contents: Contents;
  readonly progress: Progress;
  /** @default none */
  readonly cache?: RenderCache;
}

/**
 * Mixes the part of a composition that is rendered; `null` if nothing is heard in all of it. While somebody speaks, the
 * page's sounds give way.
 */
export async function mixManifest(
  { sound, plan, page, strict }: RenderManifest,
  tools: MixTools,
): Promise<SoundTrack | null> {
  if (!sound) return null;
  const { progress, cache = noCache } = tools;
  const part = { start: frameToSeconds(plan.first, page.rate), end: frameToSeconds(plan.end, page.rate) };
  const name = digestOf(canonicalText({ sound, part }));
  const track = await inPhase("sound", () =>
    cache.mix(name, tools.file, async () => mixWanted(await located(sound, tools), { ...tools, ...part })),
  );
  progress.complain(track?.complaints ?? [], { strict });
  if (track?.limited && !(sound.spoken && sound.loudness !== null)) {
    progress.warn("The sound was louder than −1 dBTP; its peaks were lowered.");
  }
  return track;
}

interface LocatedSound extends Pick<ManifestSound, "duck" | "loudness"> {
  readonly page: readonly SoundCue[];
  readonly spoken: SoundCue | null;
}

async function located(sound: ManifestSound, { contents }: MixTools): Promise<LocatedSound> {
  const cueOf = async ({ digest, ...cue }: ManifestCue): Promise<SoundCue> => ({
    ...cue,
    file: await contents.locate(digest),
  });
  return {
    ...sound,
    page: await Promise.all(sound.page.map(cueOf)),
    spoken: sound.spoken && (await cueOf(sound.spoken)),
  };
}

async function mixWanted(
  { page, spoken, duck, loudness }: LocatedSound,
  request: Omit<MixRequest, "loudness">,
): Promise<SoundTrack | null> {
  return unlessKilled(async () => {
    const behind = spoken && duck ? await duckCues(page, { spoken, ducking: duck }, request) : page;
    const cues = spoken ? [...behind, spoken] : behind;
    return mixCues(cues, { ...request, loudness: spoken ? loudness : null });
  });
}
