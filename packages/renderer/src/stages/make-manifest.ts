import { extname } from "node:path";
import { digestOf } from "@hyperframes-engine/store";
import type { SoundCue } from "../audio/sound-cue.ts";
import type { BrowserSlots } from "../chunk/browser-slots.ts";
import { rulesToJson } from "../manifest/page-rules-json.ts";
import type { ProjectInputs } from "../manifest/project-inputs.ts";
import {
  manifestVersion,
  type ManifestCue,
  type ManifestFormat,
  type ManifestNarration,
  type ManifestProject,
  type ManifestSound,
  type RenderManifest,
} from "../manifest/render-manifest.ts";
import { captionGroups } from "../narration/captions/caption-groups.ts";
import { describeEngine } from "./check-engine.ts";
import type { HeardCues } from "./find-cues.ts";
import type { OpenedPictures } from "./open-pictures.ts";
import type { RenderJob } from "./render-job.ts";

/**
 * Writes down everything that a render depends on, once the page has said what it is.
 *
 * @throws {InputChangedError} if a file has changed since the render began.
 */
export async function makeManifest(
  job: RenderJob,
  slots: BrowserSlots,
  { opened, cues }: { readonly opened: OpenedPictures; readonly cues: HeardCues },
): Promise<RenderManifest> {
  const { plan, media } = opened;
  const { spec, narration: _, ...rest } = plan;
  const { videos: __, ...page } = spec;
  const manifest = {
    version: manifestVersion,
    engine: describeEngine({ ffmpeg: job.ffmpeg, browser: slots.browser.version }, job.options),
    project: await describeProject(job, slots),
    ...{ page, media },
    format: formatOf(job),
    narration: await describeNarration(job, opened),
    sound: await describeSound(job, cues),
    // Without pictures, there is nothing to cut into chunks.
    plan: job.format.pictures === "filmed" ? rest : { ...rest, chunks: [] },
    strict: job.options.strict,
  } as const;
  await job.inputs.check(slots.host.files.served);
  return manifest;
}

async function describeProject(
  { composition, inputs }: RenderJob,
  { host }: BrowserSlots,
): Promise<ManifestProject> {
  const { entry, filled } = composition.project;
  const files = [...(await inputs.files()), ...(await inputs.askedFiles(host.files.served.keys()))];
  return {
    title: composition.title,
    entry,
    files: files.toSorted((a, b) => (a.path < b.path ? -1 : 1)),
    rules: filled && rulesToJson(filled.rules),
    pinned: [...composition.pinned].toSorted(([a], [b]) => (a < b ? -1 : 1)),
    libraries: [...host.libraries.brought]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([address, { body, contentType, source }]) => ({
        ...{ address, contentType, source },
        digest: digestOf(body),
      })),
    packages: host.libraries.used,
    levels: host.levels.asked,
  };
}

function formatOf({ format, options }: RenderJob): ManifestFormat {
  const { quality, crf, bitrate, loop } = options;
  const { name, codec, transparent } = format;
  return { name, codec, alpha: transparent, quality, crf, bitrate, loop: loop ?? 0 };
}

async function describeNarration(
  { narration, inputs }: RenderJob,
  { plan, presenter }: OpenedPictures,
): Promise<ManifestNarration | null> {
  if (!narration || !plan.narration) return null;
  const { clip, info, settings } = narration;
  const { captions, placement } = settings;
  return {
    clip: await inputs.digest(clip.file),
    ending: extname(clip.file),
    plan: plan.narration,
    presenter: presenter && info.video && { video: info.video, placement },
    captions:
      captions.length === 0
        ? null
        : {
            groups: captionGroups(clip),
            beside: captions.includes("file"),
            track: captions.includes("track"),
          },
  };
}

async function describeSound(
  { narration, inputs }: RenderJob,
  { page, spoken }: HeardCues,
): Promise<ManifestSound | null> {
  if (page.length === 0 && !spoken) return null;
  const { duck = null, loudness = null } = narration?.settings.sound ?? {};
  return {
    page: await Promise.all(page.map((cue) => describeCue(cue, inputs))),
    spoken: spoken && (await describeCue(spoken, inputs)),
    ...{ duck, loudness },
  };
}

async function describeCue({ file, ...cue }: SoundCue, inputs: ProjectInputs): Promise<ManifestCue> {
  return { ...cue, digest: await inputs.digest(file) };
}
