import { buffer } from "node:stream/consumers";
import type { FileStore } from "@hyperframes-engine/store";
import { borrowOrMake } from "../browser/browser-pool.ts";
import type { LibraryAnswer } from "../browser/libraries/shipped-libraries.ts";
import { frameSourceKinds } from "../capture/frame-source.ts";
import { BrowserSlots } from "../chunk/browser-slots.ts";
import { namedFormat } from "../encode/resolve-format.ts";
import { inPhase } from "../errors.ts";
import { findFfmpeg } from "../ffmpeg/find-ffmpeg.ts";
import type { HostedProject } from "../host/project-host.ts";
import { missingContent, type Contents } from "../manifest/contents.ts";
import { rulesFromJson } from "../manifest/page-rules-json.ts";
import type { RenderManifest } from "../manifest/render-manifest.ts";
import { StoredInputs } from "../manifest/stored-inputs.ts";
import type { RestRequest } from "../narration/presenter/open-presenter.ts";
import type { Plan } from "../plan/resolve-plan.ts";
import { Progress } from "../progress.ts";
import { checkEngine } from "./check-engine.ts";
import { offerMedia } from "./open-pictures.ts";
import { startPresenter } from "./present.ts";
import type { RenderSite } from "./render-site.ts";
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
 * @throws {CompositionError} if the store lacks a file.
 */
export function openSite(manifest: RenderManifest, values: StageValues): Promise<OpenedSite> {
  return inPhase("open", () => openBrought(manifest, values));
}

async function openBrought(manifest: RenderManifest, values: StageValues): Promise<OpenedSite> {
  const { environment, files, signal } = values;
  await using stack = new AsyncDisposableStack();
  const inputs = stack.use(await StoredInputs.bring(manifest.project, files, environment.temporaryFolder));
  const progress = new Progress(values.onProgress);
  const { browsers } = stack.use(borrowOrMake(values.browsers, environment));
  const project = await hostedHere(manifest, inputs, files);
  const slots = stack.use(await openSlotsFor(manifest, { ...values, browsers, project, progress }));
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

/** What pages are opened with here. */
interface SlotsTools extends Omit<StageValues, "browsers"> {
  readonly browsers: Parameters<typeof BrowserSlots.open>[0]["browsers"];
  readonly project: HostedProject;
  readonly progress: Progress;
}

function openSlotsFor({ page, engine }: RenderManifest, tools: SlotsTools): Promise<BrowserSlots> {
  const { cacheFolder } = tools.environment;
  const frameSource = frameSourceKinds.find((kind) => kind === engine.frameSource) ?? null;
  const spec = { ...page, videos: [] };
  const { anyProcessor } = engine;
  const source = { cacheFolder, frameSource, anyProcessor, agent: null };
  return BrowserSlots.open({ ...tools, ...source, spec });
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
