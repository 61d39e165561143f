import type { StartProblem } from "./composition/relative-start.ts";
import type { NarrationTimes } from "./narration/narration-times.ts";

/** What the agent is told before any script of the page runs. All values are plain JSON. */
export interface AgentConfig {
  /** The root's `data-composition-id`; `null` on a plain page. */
  readonly compositionId: string | null;
  /** Whether `window.__timelines` must hold the root's timeline before the first frame. */
  readonly wantsTimeline: boolean;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames per second, as a fraction. */
  readonly rate: { readonly numerator: number; readonly denominator: number };
  /** Whether some frames are issued twice, so that the page's callbacks must be held back. */
  readonly holdCallbacks: boolean;
  /** Whether the clock is the agent's (patched functions) or the browser's own (virtual time). */
  readonly ownClock: boolean;
  /** The sources of the page's videos; empty while they are not known yet: videos are not shown then. */
  readonly videos: readonly VideoSource[];
  /** What scripts that are put into a filled page are known by; `null` if the page is as its author wrote it. */
  readonly scriptNonce: string | null;
  /** What the page is put together from. */
  readonly nested: NestedSources;
  /** Somebody who speaks, if anybody does. */
  readonly narration: NarrationTimes | null;
  /** The frame from which on the composition stands still, and only captions go on; `null`: none. */
  readonly heldFrom: number | null;
  /** The script that must run in each of the page's workers before its own. */
  readonly workerScript: string;
}

/** The variables of one composition. */
export interface VariableSet {
  /** What scripts get: any JSON, by id. */
  readonly values: Readonly<Record<string, unknown>>;
  /** CSS custom properties, by name. */
  readonly properties: Readonly<Record<string, string>>;
}

/** A host of a sub-composition, known by its attributes, and what is mounted in it. */
export interface HostSource {
  /** Its `data-composition-src`; `null` where a template of the same file is meant. */
  readonly src: string | null;
  /** Its `data-composition-id`. */
  readonly id: string | null;
  /** Its `data-variable-values`. */
  readonly given: string | null;
  /** {@link PartSource.key} */
  readonly key: string;
  readonly variables: VariableSet;
}

/** A sub-composition's content. */
export interface PartSource {
  readonly key: string;
  /** The file's path below the project's folder. */
  readonly file: string;
  readonly html: string;
  /** Of each of its scripts, in document order: where its text begins in the file, and whether the template's author wrote it. */
  readonly scripts: ReadonlyArray<{
    readonly line: number;
    readonly column: number;
    readonly isAuthored: boolean;
  }>;
  readonly hosts: readonly HostSource[];
}

/** The variables of the root, and all sub-compositions. */
export interface NestedSources {
  readonly variables: VariableSet;
  /** The hosts in the composition's own HTML. */
  readonly hosts: readonly HostSource[];
  readonly parts: readonly PartSource[];
}

/** Where an element is written: which of the elements with `data-start` in a file, or in a part of one, it is. */
export interface ClipPlace {
  /** {@link PartSource.key}; `null` for the composition's own HTML. */
  readonly file: string | null;
  /** Counts the elements with `data-start` in document order. */
  readonly index: number;
}

/**
 * A clip as the plan and `hyperframes info` show it, in seconds of the root, cut to what its composition shows; `end`
 * is `null` where it lasts until the composition ends.
 */
export interface ClipReport extends ClipPlace {
  readonly id: string;
  /** The id of the composition within the root that it is in; `null` in the root itself. */
  readonly composition: string | null;
  readonly tag: string;
  readonly start: number;
  readonly end: number | null;
  readonly track: string;
  /** Its `data-chapter`: the title of a chapter that begins with it. */
  readonly chapter: string | null;
}

/** A clip whose time cannot be read. */
export interface ClipProblem extends ClipPlace {
  readonly attribute: "data-start" | "data-duration";
  readonly value: string;
  readonly start: (Omit<StartProblem, "path"> & { readonly path: readonly ClipPlace[] }) | null;
}

/** The ends of all that has one, in seconds; the composition lasts until the latest. */
export interface Durations {
  readonly timeline: number;
  readonly clips: number;
  readonly animations: number;
  readonly contract: number;
}

/** Whether the first frame can be shown, and if not, what it waits for, in words. */
export interface Readiness {
  readonly waitingFor: readonly string[];
  /**
   * Whether virtual time must go on: `yes`, as only the author's script can end the wait; `perhaps`, as it may wait for
   * a timer, or for what takes real time only.
   */
  readonly needsTime: "yes" | "perhaps" | "no";
  readonly timelineKeys: readonly string[];
}

/**
 * A `<video>` or `<audio>` as the composition places it. Times are in seconds; those of composition time are the
 * root's, whatever nesting the element stands in.
 */
export interface MediaReport {
  /** Counts the media elements in document order, once everything is mounted. */
  readonly index: number;
  readonly id: string;
  readonly tag: "video" | "audio";
  /** The absolute address; empty where there is none. */
  readonly url: string;
  /** Composition time at which it begins. */
  readonly start: number;
  /** Composition time at which it ends, itself left out; `null` where the source or the composition says. */
  readonly end: number | null;
  /** Media time at `start`. */
  readonly inPoint: number;
  /** Media seconds that pass in a second of composition time. */
  readonly rate: number;
  /** Whether media time wraps from the source's end to the in-point. */
  readonly loop: boolean;
  /** Whether its sound, if it has any, is left out of the mix. */
  readonly muted: boolean;
  /** Linear gain, 1 is unchanged. */
  readonly volume: number;
  /** Seconds from its start in which its sound comes up from silence; 0 for none. */
  readonly fadeIn: number;
  /** Seconds before its end in which its sound goes down to silence; 0 for none. */
  readonly fadeOut: number;
  readonly track: string;
}

/** What the numbers of a picture mean: https://www.w3.org/TR/webcodecs/#dictdef-videocolorspaceinit */
export interface VideoColors {
  readonly primaries: "bt709" | "smpte170m";
  readonly transfer: "bt709" | "smpte170m";
  readonly matrix: "bt709" | "smpte170m";
  readonly fullRange: boolean;
}

/** The file that a page's video is decoded from, found and checked before the page is opened. */
export interface VideoSource {
  /** {@link MediaReport.url} of the videos it is for. */
  readonly url: string;
  /** Where the page reads it: the same address, or that of a converted copy. */
  readonly readUrl: string;
  /** Media time at which its picture ends, in seconds: the last frame is held from then on, or the loop begins anew. */
  readonly duration: number;
  /** Media time at which the file ends, with its sound, in seconds: a video without a duration of its own is hidden then. */
  readonly length: number;
  /** By which colours it is shown; `null` where the decoder knows. */
  readonly colors: VideoColors | null;
}

/** The file of a media element that a script plays. */
export interface PlayedSource extends VideoSource {
  readonly hasPicture: boolean;
  readonly hasSound: boolean;
}

/** What is wrong with a grading, and the attribute that says it, by which its place is found. */
export interface GradingProblem {
  readonly given: string;
  readonly message: string;
}

/** What the page says of itself when it is ready. Times are in seconds. */
export interface PageMeasure {
  readonly durations: Durations;
  readonly clips: readonly ClipReport[];
  readonly problems: readonly ClipProblem[];
  readonly timelineKeys: readonly string[];
  /** The timelines that were waited for in vain, as scripts would write them. */
  readonly missingTimelines: readonly string[];
  readonly media: readonly MediaReport[];
  /** What is wrong with the composition, though it can be shown: one sentence each. */
  readonly complaints: readonly string[];
  /** What is wrong with how media are graded. */
  readonly gradingProblems: readonly GradingProblem[];
  /** Whether scripts of the page may set the volume of media over time. */
  readonly changesVolume: boolean;
  /** When the narration begins; `null` without one. */
  readonly narrationStart: number | null;
  /** Whether pictures move by themselves, from the frame on in which they are first seen. */
  readonly hasAnimatedPictures: boolean;
  /** Whether the page has made workers, which are no function of time. */
  readonly hasWorkers: boolean;
}

/** A volume that a script has set, from a frame on: 0 to 1. */
export interface VolumeChange {
  /** {@link MediaReport.index}. */
  readonly index: number;
  readonly frame: number;
  readonly volume: number;
}

/** The agent, as the renderer calls it through `globalThis.__hyperframesAgent`. */
export interface PageAgent {
  readiness(): Readiness;
  /** No timeline is waited for any more. */
  forgoTimelines(): void;
  measure(): PageMeasure;
  /** The page shows pictures that move by themselves, from now on. */
  admitAnimatedPictures(): void;
  /** Gets the videos that it was told of ready. Resolves to what is wrong with the first that cannot be shown. */
  openVideos(): Promise<string | null>;
  /**
   * From now on every animation frame shows the composition's frame that its timestamp says; `zero` is the timestamp
   * of frame 0 in milliseconds. Resolves to whether frames must be awaited, by {@link PageAgent.seek}.
   */
  begin(zero: number): Promise<boolean>;
  /** Whether a frame was shown since then. */
  readonly begun: boolean;
  /** Whether something runs that a jump would bring to another state than every frame on the way. */
  readonly needsEveryFrame: boolean;
  /** Those of the videos that scripts play whose shadow roots are not known yet. */
  unattendedVideos(): readonly object[];
  /** So many of them are known now, the first ones. */
  attendedVideos(count: number): void;
  /** Shows a frame before it is issued, and waits for what its listeners want awaited. */
  seek(frame: number): Promise<void>;
  /** Shows one frame after the other, the last one left out, and tells how volumes change. Ask in order, from 0 on. */
  sampleVolumes(first: number, end: number): Promise<readonly VolumeChange[]>;
  /** Holds the page's animation-frame callbacks back, or lets them go. */
  hold(value: boolean): void;
  /**
   * Brings the page's workers to a time in milliseconds, which the page has come to already. Resolves to when the next of their timers falls
   * due; `null` if none is set. `frame`: a frame begins.
   */
  advanceWorkers(time: number, frame: boolean): Promise<number | null>;
  /** Only with the agent's own clock: goes to a time in milliseconds, running the timers on the way. */
  advance(time: number): Promise<void>;
  /** Only with the agent's own clock: goes to a frame and shows it. */
  tick(frame: number): Promise<void>;
}

/** The name of the binding through which the agent says that a listener wants to be awaited. */
export const awaitBinding = "__hyperframesAwait";

/** What it says where only the frame that is shown must be awaited, as a picture of it is still being loaded. */
export const lateNotice = "late";

/** The name of the binding through which the page's own code says, in a sentence, what cannot be shown as it should be. */
export const complaintBinding = "__hyperframesComplain";

/** The name of the binding through which the page says that a script plays videos, which want to be attended to. */
export const videoBinding = "__hyperframesVideo";

/** The name of the binding through which the page says that it has made a worker. */
export const workerBinding = "__hyperframesWorker";
