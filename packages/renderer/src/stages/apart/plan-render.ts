import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { digestOf, type Digest, type FileStore } from "@hyperframes-engine/store";
import { interruptible } from "../../cancellation/interruptible.ts";
import { inPhase, InputChangedError } from "../../errors.ts";
import { findFfmpeg } from "../../ffmpeg/find-ffmpeg.ts";
import type { RenderManifest } from "../../manifest/render-manifest.ts";
import { resolveOptions } from "../../options.ts";
import type { RenderOptions } from "../../render-options.ts";
import { openSlots } from "../open-slots.ts";
import { planSite } from "../plan-site.ts";
import { prepare } from "../prepare.ts";
import { prepareRender } from "../render-job.ts";
import type { RenderSite } from "../render-site.ts";
import { warnOfLint } from "../warn-of-lint.ts";
import { filesSpec, type StageOptions } from "./stage-options.ts";

/** What a render is planned with: all that `render` takes, and where files go. */
export interface PlanOptions extends RenderOptions, Pick<StageOptions, "files"> {}

/**
 * The first stage of a render: opens a composition, and puts everything that its chunks, its sound and its file are made from into a
 * store. Whoever has the manifest and the store can do the rest, in another process or on another machine.
 *
 * @throws {RenderError} as `render` does.
 * @throws {InputChangedError} if a file was changed meanwhile.
 */
export async function planRender(path: string, { files, ...given }: PlanOptions): Promise<RenderManifest> {
  return interruptible(given, async () => {
    const store = files === undefined ? filesSpec.default : filesSpec.read(files, "files");
    const options = resolveOptions(given);
    await using prepared = await prepareRender(options, () => prepare(path, options, "only"));
    await using slots = await openSlots(prepared);
    slots.take(1);
    prepared.inputs.begin();
    await warnOfLint(prepared);
    const ffmpeg = await inPhase("prepare", () => findFfmpeg(options.ffmpeg, prepared.format.encoders));
    const job = { ...prepared, ffmpeg };
    const site = await planSite(job, slots);
    await inPhase("plan", () => keepAll(site, store));
    return site.manifest;
  });
}

/** Copies of everything: what lies in the project may be changed by its author. */
async function keepAll({ manifest, contents, slots }: RenderSite, files: FileStore): Promise<void> {
  for (const { body } of slots.host.libraries.brought.values())
    if (!(await files.has(digestOf(body)))) await files.put(Readable.from([body]));
  const { project, media, narration, sound } = manifest;
  const cues = sound ? [...sound.page, ...(sound.spoken ? [sound.spoken] : [])] : [];
  const needed = [...project.files, ...media, ...cues].map(({ digest }) => digest);
  const all = new Set<Digest>(narration ? [...needed, narration.clip] : needed);
  for (const digest of all) {
    if (await files.has(digest)) continue;
    const file = await contents.locate(digest);
    if ((await files.put(createReadStream(file))) !== digest) throw new InputChangedError(file);
  }
}
