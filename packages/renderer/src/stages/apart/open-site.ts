import { buffer } from "node:stream/consumers";
import { Owned, type FileStore } from "@hyperframes-engine/store";
import { borrowOrMake } from "../../browser/browser-pool.ts";
import type { LibraryAnswer } from "../../browser/libraries/shipped-libraries.ts";
import { BrowserSlots } from "../../chunk/browser-slots.ts";
import { namedFormat } from "../../encode/resolve-format.ts";
import { inPhase } from "../../errors.ts";
import { findFfmpeg } from "../../ffmpeg/find-ffmpeg.ts";
import type { HostedProject } from "../../host/project-host.ts";
import { missingContent, type Contents } from "../../manifest/contents.ts";
import { rulesFromJson } from "../../manifest/page-rules-json.ts";
import { checkManifest } from "../../manifest/read-manifest.ts";
import type { RenderManifest } from "../../manifest/render-manifest.ts";
import { StoredInputs } from "../../manifest/stored-inputs.ts";
import type { RestRequest } from "../../narration/presenter/open-presenter.ts";
import type { Plan } from "../../plan/resolve-plan.ts";
import { Progress } from "../../progress.ts";
import { checkEngine } from "../check-engine.ts";
import { offerMedia } from "../open-pictures.ts";
import { startPresenter } from "../present.ts";
import type { RenderSite } from "../render-site.ts";
import type { StageValues } from "./stage-options.ts";

/** A manifest whose frames can be filmed from the files of a store. Disposing of it closes its pages, and removes the files. */
export interface OpenedSite extends RenderSite, AsyncDisposable {
  /** For what is made on the way. */
  readonly scratchFolder: string;
}

/**
 * Opens a manifest that was made elsewhere.
 *
 * @throws {ToolMissingError} if this engine is another than the one that planned it.
 * @throws {CompositionError} if the manifest is damaged, or the store lacks a file.
 */
export function openSite(manifest: RenderManifest, values: StageValues): Promise<OpenedSite> {
  return inPhase("open", async () => openBrought(await checkManifest(manifest), values));
}

async function openBrought(manifest: RenderManifest, values: StageValues): Promise<OpenedSite> {
  const { environment, files, signal } = values;
  await using stack = new Owned();
  const inputs = stack.use(await StoredInputs.bring(manifest.project, files, environment.temporaryFolder));
  const progress = new Progress(values.onProgress);
  const { browsers } = stack.use(borrowOrMake(values.browsers, environment));
  const project = await hostedHere(manifest, inputs, files);
  const { frameSource, anyProcessor } = manifest.engine;
  const drawn = { spec: { ...manifest.page, videos: [] }, frameSource, anyProcessor };
  const slots = stack.use(await BrowserSlots.open({ ...values, ...drawn, browsers, project, progress }));
  const { name, codec, alpha } = manifest.format;
  const ffmpeg = await findFfmpeg(values.ffmpeg, namedFormat(name, codec, alpha).encoders);
  checkEngine(manifest, { ffmpeg, browser: slots.browser.version });
  const { cacheFolder } = environment;
  const presenting = stack.use(
    startPresenter(restHere(manifest, project.clip), { ffmpeg: ffmpeg.executable, cacheFolder, signal }),
  );
  const plan = await planHere(manifest, inputs, slots);
  const presenter = await presenting.show(plan.narration);
  const owned = stack.move();
  return {
    ...{ manifest, plan, slots, presenter, ffmpeg, progress, signal, contents: inputs },
    scratchFolder: inputs.scratchFolder,
    [Symbol.asyncDispose]: () => owned[Symbol.asyncDispose](),
  };
}

async function hostedHere(
  { project, narration }: RenderManifest,
  inputs: Contents,
  files: FileStore,
): Promise<HostedProject> {
  const brought = await Promise.all(
    project.libraries.map(async ({ address, digest, contentType, source }) => {
      const content = await files.open(digest);
      if (!content) throw missingContent(digest);
      const answer = { body: await buffer(content), contentType, source, isShipped: false };
      return [address, answer] as const;
    }),
  );
  return {
    ...{ folder: inputs.folder, home: inputs.folder },
    rules: project.rules && rulesFromJson(project.rules),
    pinned: new Map(project.pinned),
    brought: new Map<string, LibraryAnswer>(brought),
    clip: narration && (await inputs.locate(narration.clip)),
  };
}

/** The plan, whose videos have addresses of the host here. */
async function planHere(manifest: RenderManifest, inputs: Contents, slots: BrowserSlots): Promise<Plan> {
  const videos = await offerMedia(manifest.media, inputs, slots);
  const spec = { ...manifest.page, videos };
  await slots.replacePage(spec);
  return { ...manifest.plan, spec, narration: manifest.narration?.plan ?? null };
}

function restHere({ narration, page }: RenderManifest, clip: string | null): RestRequest | null {
  if (!narration?.presenter || clip === null) return null;
  const { video, placement } = narration.presenter;
  return { file: clip, video, placement, frame: page, clipFrames: narration.plan.clipFrames };
}
