import { join } from "node:path";
import { PinnedFiles } from "../browser/libraries/pinned-files.ts";
import { ShippedLibraries } from "../browser/libraries/shipped-libraries.ts";
import { startNetworkGuard, type NetworkGuard, type ProxyAccess } from "../browser/network-guard.ts";
import { allowedHosts } from "../browser/page-policy.ts";
import { openProjectFiles, projectHost, type ProjectFiles } from "../browser/project-files.ts";
import type { PageHost } from "../capture/open-page.ts";
import { homeOf } from "../composition/find-project.ts";
import type { Composition } from "../composition/parse-composition.ts";
import type { Environment } from "../environment.ts";
import { LevelsDesk } from "../media/levels-desk.ts";
import { downloadLimits, openOutside, type SourcePlaces } from "../media/locate-source.ts";
import { VideoDesk } from "../media/video-desk.ts";
import type { OpenedNarration } from "../narration/open-narration.ts";
import type { OptionValues } from "../options.ts";
import type { Progress } from "../progress.ts";

/** A page without a network should not wait for long to be shown in another font. */
const FETCH_CONNECT_MS = 5000;

/** What a host is opened for. */
export interface HostRequest {
  readonly composition: Composition;
  readonly options: Pick<OptionValues, "ffmpeg">;
  readonly environment: Pick<Environment, "cacheFolder">;
  /** Whom pages may listen to. */
  readonly narration: OpenedNarration | null;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/**
 * One project's files on one origin, with everything else that its pages may ask for: libraries, fonts, media that are converted for them,
 * and the way to public addresses. Whoever has not its password gets nothing.
 */
export class ProjectHost implements PageHost, AsyncDisposable {
  readonly files: Pick<ProjectFiles, "offer">;
  readonly libraries: ShippedLibraries;
  /** What pages ask of sounds. */
  readonly levels: Pick<LevelsDesk, "asked">;
  readonly #served: HostedParts;

  private constructor(served: HostedParts, libraries: ShippedLibraries) {
    this.#served = served;
    this.files = served.files;
    this.levels = served.levels;
    this.libraries = libraries;
  }

  /** Begins to serve a project. */
  static async open(request: HostRequest): Promise<ProjectHost> {
    const guard = await startNetworkGuard();
    try {
      return await ProjectHost.#behind(guard, request);
    } catch (error) {
      // A port that is listened on would keep the process.
      await guard[Symbol.asyncDispose]();
      throw error;
    }
  }

  static async #behind(guard: NetworkGuard, request: HostRequest): Promise<ProjectHost> {
    const { composition, narration } = request;
    const levels = new LevelsDesk({ ...placesOf(request, guard), ffmpeg: request.options.ffmpeg });
    const videos = openVideoDesk(request, guard);
    const files = await openProjectFiles(composition.project.folder, {
      answers: { "/.hyperframes/levels": (query) => levels.answer(query), ...videos.answers },
    });
    guard.admit(projectHost, (asked, response) => files.handle(asked, response));
    const host = new ProjectHost({ files, guard, levels, videos }, openLibraries(request));
    host.turnTo(composition, narration);
    return host;
  }

  /** How its own browsers are let in. */
  get access(): ProxyAccess {
    return this.#served.guard.access;
  }

  /** Lets pages do what another project in the same folder may do. */
  turnTo({ project }: Composition, narration: OpenedNarration | null): void {
    const { files, guard, levels, videos } = this.#served;
    const rules = project.filled?.rules ?? null;
    videos.forget();
    levels.turnTo(narration?.clip.file ?? null);
    files.serve(rules);
    guard.limit(rules && allowedHosts(rules));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#served.guard[Symbol.asyncDispose]();
  }
}

interface HostedParts {
  readonly files: ProjectFiles;
  readonly guard: NetworkGuard;
  readonly levels: LevelsDesk;
  readonly videos: VideoDesk;
}

function openLibraries({ composition, environment, signal }: HostRequest): ShippedLibraries {
  const folder = join(environment.cacheFolder, "fetched");
  const outside = { ...openOutside(), connectLimit: FETCH_CONNECT_MS };
  const files = new PinnedFiles({ folder, outside, signal });
  return new ShippedLibraries(homeOf(composition.project), { pinned: composition.pinned, files });
}

function openVideoDesk(request: HostRequest, guard: NetworkGuard): VideoDesk {
  const { options, progress } = request;
  return new VideoDesk({
    ...placesOf(request, guard),
    ffmpeg: options.ffmpeg,
    onProgress: (file, part) => progress.emit({ event: "converting", file, part }),
  });
}

/** What pages have fetched for them is what they might fetch themselves. */
function placesOf({ composition, environment, signal }: HostRequest, guard: NetworkGuard): SourcePlaces {
  return {
    projectFolder: composition.project.folder,
    cacheFolder: environment.cacheFolder,
    outside: { ...openOutside(), check: (destination) => guard.check(destination) },
    limits: downloadLimits,
    signal,
  };
}
