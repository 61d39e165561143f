import type { PageLog } from "../browser/page-log.ts";
import type { NarrationTimes } from "../page/narration/narration-times.ts";
import type { NestedSources, PageMeasure, VideoSource } from "../page/protocol.ts";
import type { FrameRate } from "../timeline/frame-rate.ts";
import type { Frame, Milliseconds } from "../timeline/units.ts";

/** How pictures are got; the fast one first. */
export const frameSourceKinds = ["surface", "begin-frame", "screenshot"] as const;

/** The name of a frame source. */
export type FrameSourceKind = (typeof frameSourceKinds)[number];

/**
 * How a page gets to a frame that is not the next. `jump`: at once, which is right for pages that are a function of
 * time. `step`: frame by frame, right for every page.
 */
export type Approach = "jump" | "step";

/** Which picture is compared with an official one: that of the frame which is shown, or of the one that {@link Take.next} shows. */
export type Check = "this" | "next";

/** One picture, in device pixels. Its memory is reused for the picture after the next. */
export interface Picture {
  /**
   * BGRA, 8 bits each, rows from the top without padding. Opaque; if the page is transparent, with straight alpha:
   * colours are not multiplied by it, and are black where it is 0.
   */
  readonly bgra: Uint8Array;
  /**
   * Planar YCbCr 4:2:0 in BT.709's limited range, padded to even sizes. Stays until the picture after the next. Not
   * for transparent scenes.
   */
  toI420(): Uint8Array;
}

/** What is filmed: the same for every take of a render. */
export interface PageSpec {
  readonly url: string;
  readonly compositionId: string | null;
  readonly wantsTimeline: boolean;
  /** How long in real time a timeline is waited for that does not come in the page's own time; 0: it was in vain before. */
  readonly timelinePatience: Milliseconds;
  /** In CSS pixels. */
  readonly width: number;
  readonly height: number;
  /** Device pixels per CSS pixel. */
  readonly scale: number;
  readonly rate: FrameRate;
  /** Whether there is nothing behind the page, instead of white. */
  readonly transparent: boolean;
  /** How long loading, and how long one frame may take in real time. */
  readonly limit: Milliseconds;
  /** The sources of the page's videos; empty while only the page's measure is wanted. */
  readonly videos: readonly VideoSource[];
  /** What scripts that are put into a filled page are known by; `null` if the page is as its author wrote it. */
  readonly scriptNonce: string | null;
  /** The variables and sub-compositions. */
  readonly nested: NestedSources;
  /** Somebody who speaks, if anybody does. */
  readonly narration: NarrationTimes | null;
  /** The frame from which on the composition stands still, and only captions go on; `null`: none. */
  readonly heldFrom: number | null;
}

/**
 * A fresh page, from its load on.
 *
 * - Frame `i` shows the page at exactly `i / rate`.
 * - Time only goes forward.
 * - A take is a function of the page and the calls made: neither the machine, nor the browser's earlier pages, nor
 *   how long anything takes changes a byte.
 * - Pictures are lossless.
 * - Calls do not overlap.
 */
export interface Take extends AsyncDisposable {
  /** What the page says of itself. */
  readonly measure: PageMeasure;
  readonly log: PageLog;
  /** The frame shown last; -1 before the first. */
  readonly position: number;
  /**
   * Goes to a frame at or after the next one, and returns the whole picture of it. If pictures can be wrong, this one is
   * checked, or the next frame's, which costs the same but lets this one be used at once.
   */
  show(frame: Frame, approach: Approach, check?: Check): Promise<Picture>;
  /** Goes one frame on. Returns `null` if its picture is, to the last bit, the one before. */
  next(): Promise<Picture | null>;
}

/**
 * Makes takes in one browser. Implementations: {@link SurfaceSource}, {@link BeginFrameSource},
 * {@link ScreenshotSource}; `test/capture/contract.e2e.test.ts` holds all of them to the above.
 */
export interface FrameSource {
  readonly kind: FrameSourceKind;
  open(spec: PageSpec): Promise<Take>;
}
