import type { Placement } from "../settings/narration-settings.ts";
import type { PresenterStrip } from "../strip/presenter-strip.ts";
import type { Size } from "./presenter-box.ts";
import type { PresenterTrack } from "./presenter-track.ts";

/** A presenter to be shown: where in which frame, and the pictures. */
export interface Presenter {
  readonly track: PresenterTrack;
  readonly placement: Placement;
  /** The frame, in device pixels. */
  readonly frame: Size;
  /** Device pixels per CSS pixel. */
  readonly scale: number;
  /** Whether there is nothing behind the page. */
  readonly transparent: boolean;
  /** The clip as it is shown at rest. */
  readonly rest: PresenterStrip;
  /** The clip as it is shown larger, in those stretches. */
  readonly full: readonly PresenterStrip[];
  readonly ffmpeg: string;
}

/** Whether anything of a presenter is seen between two frames, the second left out. */
export function isShown({ track }: Pick<Presenter, "track">, first: number, end: number): boolean {
  return track.first < end && track.end > first;
}
