import { WIDEST_MOUTH, type Pose } from "./draw-presenter.ts";
import type { Sound } from "./spoken-sound.ts";

/** Frames a second, as HeyGen's: https://docs.heygen.com/docs/usage-limits */
export const FRAME_RATE = 25;

/** A pose, and how far the head is from where it rests, in units of the drawing. */
export interface Motion extends Pose {
  readonly right: number;
  readonly down: number;
}

/** What the presenter does in each frame of a sound: the mouth opens with its level, eyes blink, the head sways. */
export function motionsOf(sound: Sound): Motion[] {
  const levels = levelsOf(sound);
  const loud = Math.max(1e-4, levels.toSorted((a, b) => a - b)[Math.floor(levels.length * 0.95)] ?? 0);
  let nod = 0;
  return levels.map((level, frame) => {
    const open = Math.min(1, level / loud);
    nod += (open - nod) * 0.12;
    const turn = (seconds: number): number => Math.sin((2 * Math.PI * frame) / (seconds * FRAME_RATE));
    return {
      mouth: open < 0.06 ? 0 : Math.max(1, Math.round(open * WIDEST_MOUTH)),
      eyes: eyesAt(frame),
      right: 9 * turn(5.3) + 4 * turn(2.9),
      down: 6 * turn(4.1) + 12 * nod,
    };
  });
}

/** The loudness of each frame's own time. */
function levelsOf({ samples, rate }: Sound): number[] {
  const perFrame = rate / FRAME_RATE;
  return Array.from({ length: Math.ceil(samples.length / perFrame) }, (_, frame) => {
    const part = samples.subarray(Math.round(frame * perFrame), Math.round((frame + 1) * perFrame));
    return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / Math.max(1, part.length));
  });
}

/** A blink every three seconds and a half: half closed, closed, half closed. */
function eyesAt(frame: number): number {
  return [1, 0, 0, 1][(frame + 40) % 88] ?? 2;
}
