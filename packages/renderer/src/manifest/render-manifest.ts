import type { Digest } from "@hyperframes-engine/store";
import type { SoundCue } from "../audio/sound-cue.ts";
import type { FrameSourceKind, PageSpec } from "../capture/frame-source.ts";
import type { CodecName, FormatName } from "../encode/format-names.ts";
import type { Quality } from "../encode/quality.ts";
import type { VideoTrackInfo } from "../ffmpeg/media-info.ts";
import type { NarrationPlan } from "../narration/plan-narration.ts";
import type { Ducking, Placement } from "../narration/settings/narration-settings.ts";
import type { CaptionGroup } from "../page/narration/narration-times.ts";
import type { VideoSource } from "../page/protocol.ts";
import type { Plan } from "../plan/resolve-plan.ts";

/** The version of a manifest's form; a reader refuses every other. */
export const manifestVersion = 1;

/**
 * Everything that the bytes of a render depend on: plain JSON, made once and never rewritten. It has no absolute path and no time of
 * a file, so a copy of a project in another folder gives the same one, and its digest is its name.
 *
 * What a page fetches from the network while it is filmed is not in it.
 */
export interface RenderManifest {
  readonly version: typeof manifestVersion;
  readonly engine: ManifestEngine;
  readonly project: ManifestProject;
  /** What is filmed, without its videos, which are {@link media}. */
  readonly page: Omit<PageSpec, "videos">;
  /** The page's videos, as the browser can read them. */
  readonly media: readonly ManifestMedia[];
  readonly format: ManifestFormat;
  /** Somebody who speaks, if anybody does. */
  readonly narration: ManifestNarration | null;
  /** What is heard; `null` where nothing is, or the format has no sound. */
  readonly sound: ManifestSound | null;
  readonly plan: Omit<Plan, "spec" | "narration">;
  /** Whether what is let pass with a warning otherwise is an error. */
  readonly strict: boolean;
}

/** What renders. Chunks of one render are made by engines that are equal in all of this. */
export interface ManifestEngine {
  /** Of this package. */
  readonly version: string;
  /** As the browser's program says it. */
  readonly browser: string;
  /** As ffmpeg says it, and the digest of what it was configured with. */
  readonly ffmpeg: string;
  readonly ffmpegConfiguration: Digest;
  /** Of the processor, as Node names it: `x64`, `arm64`. */
  readonly architecture: string;
  /** The only source of pictures; `null`: the best that works. */
  readonly frameSource: FrameSourceKind | null;
  /** Whether the browser left out code for its very processor, by which rare pixels differ. */
  readonly anyProcessor: boolean;
}

/** A project's files, and what its pages may do. */
export interface ManifestProject {
  /** What the composition is called. */
  readonly title: string | null;
  /** The composition's file. */
  readonly entry: string;
  /** Sorted by path. */
  readonly files: readonly ManifestFile[];
  /** What a filled page may do; `null` if the page is as its author wrote it. */
  readonly rules: ManifestRules | null;
  /** Addresses that must have a certain content, with the page's `integrity` for each. */
  readonly pinned: ReadonlyArray<readonly [address: string, integrity: string]>;
  /** Answers to addresses of CDNs that this package does not bring along. Sorted by address. */
  readonly libraries: readonly ManifestLibrary[];
  /** The packages that pages were given something of, as `gsap@3.15.0 (shipped)`. */
  readonly packages: readonly string[];
  /** Names of the sounds whose levels pages asked for. */
  readonly levels: readonly string[];
}

/** A file that pages may read. */
export interface ManifestFile {
  /** Below the project, with slashes. */
  readonly path: string;
  readonly digest: Digest;
  readonly bytes: number;
  /** Of HTML whose volumes nobody sees: the digest of the rest. Pictures depend on it alone. */
  readonly shown?: Digest;
}

/** An address that is answered with a file. */
interface ManifestLibrary {
  readonly address: string;
  readonly digest: Digest;
  readonly contentType: string;
  /** For people. */
  readonly source: string;
}

/** `PageRules` as JSON: sets and maps as sorted lists. */
export interface ManifestRules {
  readonly nonce: string;
  readonly scripts: readonly string[];
  readonly handlers: readonly string[];
  readonly addresses: readonly string[];
  readonly hosts: readonly string[];
  readonly allowsEval: boolean;
  readonly hasBase: boolean;
  readonly pictures: ReadonlyArray<readonly [path: string, address: string]>;
}

/** A video of the page. */
export interface ManifestMedia extends Omit<VideoSource, "readUrl"> {
  /** Of what the browser reads: the file itself, or what it was converted to. */
  readonly digest: Digest;
  /** The ending of its name, with the dot: it says the type. */
  readonly ending: string;
}

/** A format's name, and numbers: functions are looked up by it. */
export interface ManifestFormat {
  readonly name: FormatName;
  readonly codec: CodecName | null;
  /** Whether pictures have alpha. */
  readonly alpha: boolean;
  readonly quality: Quality;
  /** Constant rate factor; `null`: the quality's own. */
  readonly crf: number | null;
  /** Bits per second, instead of a constant rate factor. */
  readonly bitrate: number | null;
  /** How often a GIF is played; 0: for ever. */
  readonly loop: number;
}

/** Somebody who speaks: the clip, and what becomes of it. */
export interface ManifestNarration {
  readonly clip: Digest;
  /** The ending of its name. */
  readonly ending: string;
  readonly plan: NarrationPlan;
  /** How the clip is seen over the page; `null` if nobody is. */
  readonly presenter: { readonly video: VideoTrackInfo; readonly placement: Placement } | null;
  /** What is written down of it; `null` if nothing is wanted. */
  readonly captions: ManifestCaptions | null;
}

/** Captions, and where they are wanted besides in the picture. */
interface ManifestCaptions {
  /** Empty if the times of what is spoken are not known. */
  readonly groups: readonly CaptionGroup[];
  /** Files beside the video. */
  readonly beside: boolean;
  /** A track of the video. */
  readonly track: boolean;
}

/** A cue whose source is known by its content. */
export interface ManifestCue extends Omit<SoundCue, "file"> {
  readonly digest: Digest;
}

/** All that a mix depends on. */
export interface ManifestSound {
  readonly page: readonly ManifestCue[];
  readonly spoken: ManifestCue | null;
  /** How the page gives way while somebody speaks. */
  readonly duck: Ducking | null;
  /** What the mix is brought to, in LUFS. */
  readonly loudness: number | null;
}
