import { join } from "node:path";
import { findBrowser, type FoundBrowser } from "../browser/find-browser.ts";
import { prepareFonts } from "../browser/fonts.ts";
import { browserNetworkFlags, startNetworkGuard, type NetworkGuard } from "../browser/network-guard.ts";
import { allowedHosts } from "../browser/page-policy.ts";
import { PinnedFiles } from "../browser/pinned-files.ts";
import { startProjectServer, type ProjectServer } from "../browser/project-server.ts";
import { ShippedLibraries } from "../browser/shipped-libraries.ts";
import type { FrameSourceKind, Scene } from "../capture/frame-source.ts";
import { homeOf } from "../composition/find-project.ts";
import type { Composition } from "../composition/parse-composition.ts";
import type { Environment } from "../environment.ts";
import { LevelsDesk } from "../media/levels-desk.ts";
import { downloadLimits, openOutside, type SourcePlaces } from "../media/locate-source.ts";
import { VideoDesk } from "../media/video-desk.ts";
import type { OpenedNarration } from "../narration/open-narration.ts";
import type { OptionValues } from "../options.ts";
import type { Progress } from "../progress.ts";
import { makeScratchFolder } from "../scratch-folder.ts";
import { Worker, type WorkerRequest } from "./worker.ts";

/** A page without a network should not wait for long to be shown in another font. */
const FETCH_CONNECT_MS = 5000;

/** What a crew is put together from. */
export interface CrewRequest {
  readonly composition: Composition;
  readonly scene: Scene;
  readonly options: OptionValues;
  readonly environment: Environment;
  /** Whom pages may listen to. */
  readonly narration: OpenedNarration | null;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

interface CrewParts {
  readonly levels: LevelsDesk;
  readonly videos: VideoDesk;
  readonly server: ProjectServer;
  readonly guard: NetworkGuard;
  readonly owned: AsyncDisposable[];
}

/** The workers of one render, and the servers that their pages talk to. All end with the crew, or with the signal. */
export class Crew implements AsyncDisposable {
  readonly browser: FoundBrowser;
  #request: WorkerRequest;
  /** What pages ask of sounds. */
  readonly levels: LevelsDesk;
  readonly #videos: VideoDesk;
  readonly #server: ProjectServer;
  readonly #guard: NetworkGuard;
  readonly #workers: Worker[] = [];
  readonly #owned: AsyncDisposable[];
  #source: { kind: FrameSourceKind; reason: string } | null = null;

  private constructor(browser: FoundBrowser, request: WorkerRequest, parts: CrewParts) {
    const { server, guard, levels, videos, owned } = parts;
    this.browser = browser;
    this.levels = levels;
    this.#videos = videos;
    this.#server = server;
    this.#guard = guard;
    this.#owned = owned;
    this.#request = { ...request, onSource: (kind, reason) => this.#noteSource(request, { kind, reason }) };
  }

  /** Finds the browser, starts the servers, and the first worker. */
  static async assemble(request: CrewRequest): Promise<Crew> {
    const { options, environment, progress, signal } = request;
    const { cacheFolder, environmentBrowser, sandbox } = environment;
    const found = await findBrowser({ browser: options.browser, environmentBrowser, cacheFolder, signal });
    const fonts = await prepareFonts(cacheFolder);
    const scratch = await makeScratchFolder(environment.temporaryFolder);
    const guard = await startNetworkGuard();
    const levels = openLevels(request, guard);
    const videos = openVideoDesk(request, guard);
    const server = await startProjectServer(request.composition.project.folder, {
      answers: {
        "/.hyperframes/levels": (query) => levels.answer(query),
        ...videos.answers,
      },
    });
    serveProject(server, guard, request.composition);
    const networkFlags = browserNetworkFlags(server.port, guard.port);
    const worker: WorkerRequest = {
      launch: {
        found,
        fontConfigFile: fonts.configFile,
        networkFlags,
        sandbox,
        scratchFolder: scratch.path,
        issueFrames: options.frameSource !== "screenshot",
        signal,
      },
      libraries: openLibraries(request),
      scene: request.scene,
      signal,
      source: options.frameSource,
      onSource: (source, reason) => progress.emit({ event: "source", source, reason }),
    };
    const crew = new Crew(found, worker, { server, guard, levels, videos, owned: [scratch, server, guard] });
    crew.#endWith(request.signal);
    return crew;
  }

  /** The source in use by the last worker that chose one. */
  get source(): { readonly kind: FrameSourceKind; readonly reason: string } | null {
    return this.#source;
  }

  /** The libraries that pages get. */
  get libraries(): Pick<ShippedLibraries, "notes" | "used"> {
    return this.#request.libraries;
  }

  /** The server that pages read the project from. */
  get server(): Pick<ProjectServer, "offer"> {
    return this.#server;
  }

  /** Lets pages do what another project in the same folder may do. */
  serve(composition: Composition): void {
    this.#videos.forget();
    serveProject(this.#server, this.#guard, composition);
  }

  /** Films another scene from now on. */
  async stage(scene: Scene): Promise<void> {
    this.#request = { ...this.#request, scene };
    await Promise.all(this.#workers.map((worker) => worker.stage(scene)));
  }

  /**
   * As many workers as are wanted; those that are new start their browsers. Only the first opens its page ahead: it
   * makes the first frame, and more pages at once would keep it from that.
   */
  workers(count: number): readonly Worker[] {
    while (this.#workers.length < count && !this.#request.signal.aborted) {
      const worker = new Worker(this.#request);
      if (this.#workers.length === 0) worker.openAhead();
      else worker.start();
      this.#workers.push(worker);
    }
    return this.#workers.slice(0, count);
  }

  /** A browser that is killed makes everything that waits for it fail, so the render ends at once. */
  #endWith(signal: AbortSignal): void {
    const end = (): void => {
      for (const worker of this.#workers) worker.stop().catch(() => undefined);
    };
    signal.addEventListener("abort", end);
    this.#owned.push({
      [Symbol.asyncDispose]: () => Promise.resolve(signal.removeEventListener("abort", end)),
    });
  }

  #noteSource(request: WorkerRequest, source: { kind: FrameSourceKind; reason: string }): void {
    const known = this.#source?.kind === source.kind;
    this.#source = source;
    if (!known) request.onSource(source.kind, source.reason);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker[Symbol.asyncDispose]()));
    for (const owned of this.#owned.toReversed()) await owned[Symbol.asyncDispose]();
  }
}

function serveProject(server: ProjectServer, guard: NetworkGuard, { project }: Composition): void {
  const rules = project.filled?.rules ?? null;
  server.serve(rules);
  guard.limit(rules && allowedHosts(rules));
}

function openLibraries({ composition, environment, signal }: CrewRequest): ShippedLibraries {
  const folder = join(environment.cacheFolder, "fetched");
  const outside = { ...openOutside(), connectLimit: FETCH_CONNECT_MS };
  const files = new PinnedFiles({ folder, outside, signal });
  return new ShippedLibraries(homeOf(composition.project), { pinned: composition.pinned, files });
}

function openLevels(request: CrewRequest, guard: NetworkGuard): LevelsDesk {
  const desk = new LevelsDesk({ ...placesOf(request, guard), ffmpeg: request.options.ffmpeg });
  desk.turnTo(request.narration?.clip.file ?? null);
  return desk;
}

function openVideoDesk(request: CrewRequest, guard: NetworkGuard): VideoDesk {
  const { options, progress } = request;
  return new VideoDesk({
    ...placesOf(request, guard),
    ffmpeg: options.ffmpeg,
    onProgress: (file, part) => progress.emit({ event: "converting", file, part }),
  });
}

/** What pages have fetched for them is what they might fetch themselves. */
function placesOf({ composition, environment, signal }: CrewRequest, guard: NetworkGuard): SourcePlaces {
  return {
    projectFolder: composition.project.folder,
    cacheFolder: environment.cacheFolder,
    outside: { ...openOutside(), check: (destination) => guard.check(destination) },
    limits: downloadLimits,
    signal,
  };
}
