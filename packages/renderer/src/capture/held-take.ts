import { frame, type Frame } from "../timeline/units.ts";
import type { Take } from "./frame-source.ts";

/** A take of a page that stands still from its last frame on, for ever. */
export function heldTake(take: Take, frames: Frame): Take {
  const last = frame(Math.max(0, frames - 1));
  let position = take.position;
  return {
    measure: take.measure,
    log: take.log,
    get position() {
      return position;
    },
    async show(number, approach, check) {
      position = number;
      return take.show(frame(Math.min(number, last)), approach, number < last ? check : "this");
    },
    async next() {
      position = frame(position + 1);
      return position > last ? null : take.next();
    },
    [Symbol.asyncDispose]: () => take[Symbol.asyncDispose](),
  };
}
