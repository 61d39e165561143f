import type { FrameRate } from "../../timeline/frame-rate.ts";
import type { Passage, Placement } from "../settings/narration-settings.ts";
import { coverCrop, lengthOf, presenterBox, type Box, type Size } from "./presenter-box.ts";

/** How a presenter is shown in one frame. Lengths in device pixels; boxes lie on whole ones. */
export interface PresenterLook {
  /** The frame of the clip, at the composition's rate. */
  readonly clipFrame: number;
  /** The shape with its border. */
  readonly box: Box;
  /** Of the shape's corners; of a circle, half its size. */
  readonly radius: number;
  readonly border: number;
  /** The part of the clip that is shown in the box, in the clip's pixels. */
  readonly crop: Box;
  readonly opacity: number;
  /** 0 at rest, 1 where the presenter fills the frame. */
  readonly fullness: number;
}

/** A stretch of frames in which the presenter fills the picture; `end` is left out. */
export interface FullFrames {
  readonly first: number;
  readonly end: number;
  /** Frames that the way there takes, and the way back. */
  readonly ease: number;
}

/** What a presenter's way through a video follows from. */
interface TrackRequest {
  readonly placement: Placement;
  /** The picture, in CSS pixels. */
  readonly frame: Size & { readonly scale: number; readonly rate: FrameRate };
  readonly clip: Size;
  /** Frames from `first` up to, but without, `end` show the presenter. */
  readonly first: number;
  readonly end: number;
  /** Frames of the clip; the last one is held. */
  readonly clipFrames: number;
  readonly full: readonly FullFrames[];
}

/** Where a presenter is, frame by frame: a function of the frame's number alone. */
export class PresenterTrack {
  readonly #request: TrackRequest;
  /** In CSS pixels. */
  readonly #rest: Box;

  constructor(request: TrackRequest) {
    this.#request = request;
    this.#rest = presenterBox(request.placement, request.frame, request.clip);
  }

  /** The first frame in which anybody is seen. */
  get first(): number {
    return this.#request.first;
  }

  /** The frame after the last one. */
  get end(): number {
    return this.#request.end;
  }

  /** The look at rest. */
  get rest(): PresenterLook {
    return this.#look({ number: this.#request.first, presence: 1, fullness: 0 });
  }

  /** The look where the presenter fills the frame. */
  get full(): PresenterLook {
    return this.#look({ number: this.#request.first, presence: 1, fullness: 1 });
  }

  /** The stretches in which the clip is needed larger than at rest, in frames of the clip. */
  get fullStretches(): ReadonlyArray<{ readonly first: number; readonly end: number }> {
    const { full, first } = this.#request;
    return full.map((stretch) => ({
      first: this.#clipFrame(Math.max(stretch.first, first)),
      end: this.#clipFrame(stretch.end - 1) + 1,
    }));
  }

  /** The look in a frame of the composition; `null` where there is none. */
  at(number: number): PresenterLook | null {
    const { first, end } = this.#request;
    if (number < first || number >= end) return null;
    return this.#look({ number, presence: this.#presence(number), fullness: this.#fullness(number) });
  }

  #clipFrame(number: number): number {
    const { first, clipFrames } = this.#request;
    return Math.max(0, Math.min(clipFrames - 1, number - first));
  }

  /** How far the presenter has come in; the middle of a frame counts, so that the first one shows something. */
  #presence(number: number): number {
    const { placement, first, end } = this.#request;
    const entered = (number + 0.5 - first) / this.#framesOf(placement.enter);
    const leaving = (end - number - 0.5) / this.#framesOf(placement.exit);
    return easeOut(Math.min(1, entered, leaving));
  }

  #framesOf({ seconds }: Passage): number {
    const { numerator, denominator } = this.#request.frame.rate;
    return (seconds * numerator) / denominator;
  }

  #fullness(number: number): number {
    const { first, end } = this.#request;
    return this.#request.full.reduce((most, stretch) => {
      // Who comes in full, or goes so, does not begin in the corner.
      const coming = stretch.first <= first ? 1 : (number + 0.5 - stretch.first) / stretch.ease;
      const going = stretch.end >= end ? 1 : (stretch.end - number - 0.5) / stretch.ease;
      return Math.max(most, easeInOut(Math.max(0, Math.min(1, coming, going))));
    }, 0);
  }

  #look({ number, presence, fullness }: Moment): PresenterLook {
    const { placement, frame, clip } = this.#request;
    const { scale } = frame;
    const still = blend(this.#rest, { x: 0, y: 0, ...sizeOf(frame) }, fullness);
    const passage = this.#passage(number);
    const shown = passage.type === "scale" ? shrink(still, presence) : still;
    const moved = passage.type === "slide" ? this.#slide(shown, presence) : shown;
    const box = onPixels(moved, scale);
    const atRest = 1 - fullness;
    const border = Math.round((placement.border?.width ?? 0) * scale * atRest);
    return {
      clipFrame: this.#clipFrame(number),
      box,
      border,
      radius: radiusOf(placement, box) * atRest,
      crop: coverCrop(clip, aspectInside(box, border), {
        focus: placement.focus,
        zoom: placement.zoom + (1 - placement.zoom) * fullness,
      }),
      opacity: opacityOf(passage, presence),
      fullness,
    };
  }

  #passage(number: number): Passage {
    const { placement, first, end } = this.#request;
    return number - first < end - number ? placement.enter : placement.exit;
  }

  /** Out through the nearer side. */
  #slide(box: Box, presence: number): Box {
    const { width } = this.#request.frame;
    const isLeft = box.x + box.width / 2 < width / 2;
    const out = isLeft ? -(box.x + box.width) : width - box.x;
    return { ...box, x: box.x + out * (1 - presence) };
  }
}

interface Moment {
  readonly number: number;
  readonly presence: number;
  readonly fullness: number;
}

function sizeOf({ width, height }: Size): Size {
  return { width, height };
}

function radiusOf({ shape, radius }: Placement, { width, height }: Size): number {
  if (shape === "circle") return Math.min(width, height) / 2;
  return shape === "rounded" ? Math.min(lengthOf(radius, height), Math.min(width, height) / 2) : 0;
}

function aspectInside({ width, height }: Size, border: number): number {
  return Math.max(1, width - 2 * border) / Math.max(1, height - 2 * border);
}

function opacityOf({ type }: Passage, presence: number): number {
  if (type === "fade") return presence;
  return type === "scale" ? Math.min(1, presence * 2) : 1;
}

function blend(from: Box, to: Box, part: number): Box {
  const between = (name: keyof Box): number => from[name] + (to[name] - from[name]) * part;
  return { x: between("x"), y: between("y"), width: between("width"), height: between("height") };
}

function shrink({ x, y, width, height }: Box, part: number): Box {
  const lost = 1 - part;
  return {
    x: x + (width * lost) / 2,
    y: y + (height * lost) / 2,
    width: width * part,
    height: height * part,
  };
}

/** The size is rounded for itself, so that a box that only moves keeps it. */
function onPixels({ x, y, width, height }: Box, scale: number): Box {
  const size = {
    width: Math.max(2, Math.round(width * scale)),
    height: Math.max(2, Math.round(height * scale)),
  };
  return { x: Math.round(x * scale), y: Math.round(y * scale), ...size };
}

function easeOut(part: number): number {
  return 1 - (1 - Math.max(0, part)) ** 3;
}

function easeInOut(part: number): number {
  return part < 0.5 ? 4 * part ** 3 : 1 - (2 - 2 * part) ** 3 / 2;
}
