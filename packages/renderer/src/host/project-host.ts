import { join } from "node:path";
import type { PageRules } from "@hyperframes-engine/template";
import { PinnedFiles } from "../browser/libraries/pinned-files.ts";
import { ShippedLibraries, type LibraryAnswer } from "../browser/libraries/shipped-libraries.ts";
import { startNetworkGuard, type NetworkGuard, type ProxyAccess } from "../browser/network-guard.ts";
import { allowedHosts } from "../browser/page-policy.ts";
import { openProjectFiles, projectHost, type ProjectFiles } from "../browser/project-files.ts";
import type { PageHost } from "../capture/open-page.ts";
import { homeOf } from "../composition/find-project.ts";
import type { Composition } from "../composition/parse-composition.ts";
import { LevelsDesk } from "../media/levels-desk.ts";
import { downloadLimits, openOutside, type SourcePlaces } from "../media/locate-source.ts";
import { VideoDesk } from "../media/video-desk.ts";
import type { OpenedNarration } from "../narration/open-narration.ts";
import type { Progress } from "../progress.ts";

/** A page without a network should not wait for long to be shown in another font. */
const FETCH_CONNECT_MS = 5000;

/** A project as its pages see it. */
export interface HostedProject {
  /** The folder whose files pages may read. */
  readonly folder: string;
  /** The folder that its author keeps it in, where its packages are installed. */
  readonly home: string;
  /** What a filled page may do; `null` if the page is as its author wrote it. */
  readonly rules: PageRules | null;
  /** Addresses that must have a certain content, with the page's `integrity` for each. */
  readonly pinned: ReadonlyMap<string, string>;
  /** Answers of libraries that are known already, by address. */
  readonly brought: ReadonlyMap<string, LibraryAnswer>;
  /** The clip of whoever speaks, to whom pages may listen. */
  readonly clip: string | null;
}

/** What a host is opened for. */
export interface HostRequest {
  readonly project: HostedProject;
  readonly ffmpeg: string;
  readonly cacheFolder: string;
  /** The agent's script, where it is written into pages for a browser that nobody drives; `null` where one is driven. */
  readonly agent: (() => Promise<string>) | null;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** A composition that lies here, and the clip of whoever speaks in it. */
export function hostedProject(
  { project, pinned }: Composition,
  narration: OpenedNarration | null,
): HostedProject {
  const rules = project.filled?.rules ?? null;
  const clip = narration?.clip.file ?? null;
  return { folder: project.folder, home: homeOf(project), rules, pinned, brought: new Map(), clip };
}

/**
 * One project's files on one origin, with everything else that its pages may ask for: libraries, fonts, media that are converted for them,
 * and the way to public addresses. Whoever has not its password gets nothing.
 */
export class ProjectHost implements PageHost, AsyncDisposable {
  readonly files: Pick<ProjectFiles, "offer" | "offerContent" | "served" | "missing">;
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
    const { project, ffmpeg } = request;
    const levels = new LevelsDesk({ ...placesOf(request, guard), ffmpeg });
    const videos = openVideoDesk(request, guard);
    const libraries = openLibraries(request);
    const { agent } = request;
    const files = await openProjectFiles(project.folder, {
      delivery: agent ? { kind: "html", agent, libraries } : { kind: "devtools" },
      answers: { "/.hyperframes/levels": (query) => levels.answer(query), ...videos.answers },
    });
    guard.admit(projectHost, (asked, response) => files.handle(asked, response));
    const host = new ProjectHost({ files, guard, levels, videos }, libraries);
    host.turnTo(project);
    return host;
  }

  /** How its own browsers are let in. */
  get access(): ProxyAccess {
    return this.#served.guard.access;
  }

  /** Lets pages do what another project in the same folder may do. */
  turnTo({ rules, clip }: HostedProject): void {
    const { files, guard, levels, videos } = this.#served;
    videos.forget();
    levels.turnTo(clip);
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

function openLibraries({ project, cacheFolder, signal }: HostRequest): ShippedLibraries {
  const folder = join(cacheFolder, "fetched");
  const outside = { ...openOutside(), connectLimit: FETCH_CONNECT_MS };
  const files = new PinnedFiles({ folder, outside, signal });
  const { pinned, brought } = project;
  return new ShippedLibraries(project.home, { pinned, brought, files });
}

function openVideoDesk(request: HostRequest, guard: NetworkGuard): VideoDesk {
  const { ffmpeg, progress } = request;
  return new VideoDesk({
    ...placesOf(request, guard),
    ffmpeg,
    onProgress: (file, part) => progress.emit({ event: "converting", file, part }),
  });
}

/** What pages have fetched for them is what they might fetch themselves. */
function placesOf({ project, cacheFolder, signal }: HostRequest, guard: NetworkGuard): SourcePlaces {
  return {
    projectFolder: project.folder,
    cacheFolder,
    outside: { ...openOutside(), check: (destination) => guard.check(destination) },
    limits: downloadLimits,
    signal,
  };
}
