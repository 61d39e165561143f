/** How far a render is. */
export interface RenderProgress {
  readonly phase: "preparing" | "rendering" | "delivering";
  readonly framesDone: number;
  /** `null` until it is known. */
  readonly framesTotal: number | null;
  /** 0 to 1. */
  readonly fraction: number;
  /** `null` until it can be told. */
  readonly secondsLeft: number | null;
}

/** Of a render that has just begun. */
export const noProgress: RenderProgress = {
  phase: "preparing",
  framesDone: 0,
  framesTotal: null,
  fraction: 0,
  secondsLeft: null,
};
