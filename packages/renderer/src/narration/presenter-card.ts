import { blendLayer, type Layer, type LayerPlace } from "./blend-layer.ts";
import { sizeInside } from "./presenter-pictures.ts";
import { drawPlate, type Plate } from "./presenter-plate.ts";
import type { PresenterLook } from "./presenter-track.ts";
import type { Presenter } from "./presenter.ts";
import { shapeMask } from "./shape-mask.ts";

type CardStyle = Pick<Presenter, "placement" | "scale">;

/** Draws a presenter with shape, border and shadow. What a look has in common with the one before is drawn once. */
export class PresenterCard {
  readonly #style: CardStyle;
  #key = "";
  #plate: Plate | null = null;
  #mask: Uint8Array | null = null;

  constructor(style: CardStyle) {
    this.#style = style;
  }

  /** Draws onto a part of the frame whose upper left corner is at `origin`. */
  async draw(
    target: Layer,
    { look, picture, origin }: { look: PresenterLook; picture: Layer; origin: { x: number; y: number } },
  ): Promise<void> {
    await this.#prepare(look);
    if (look.opacity >= 1) return this.#drawSolid(target, { look, picture, origin });
    // What fades does so as a whole: what is behind the presenter must not shine through.
    const { width, height } = target;
    const card = { pixels: new Uint8Array(width * height * 4), width, height };
    this.#drawSolid(card, { look, picture, origin });
    blendLayer(target, card, { x: 0, y: 0, mask: null, opacity: look.opacity });
  }

  #drawSolid(
    target: Layer,
    { look, picture, origin }: { look: PresenterLook; picture: Layer; origin: { x: number; y: number } },
  ): void {
    const at = (x: number, y: number): LayerPlace => ({
      x: look.box.x + x - origin.x,
      y: look.box.y + y - origin.y,
      mask: null,
      opacity: 1,
    });
    const plate = this.#plate;
    if (plate) {
      const { x, y, width, height } = plate.box;
      blendLayer(target, { pixels: plate.pixels, width, height }, at(x, y));
    }
    blendLayer(target, picture, { ...at(look.border, look.border), mask: this.#mask });
  }

  async #prepare(look: PresenterLook): Promise<void> {
    const { box, radius, border, fullness } = look;
    const key = [box.width, box.height, radius, border, fullness].join();
    if (key === this.#key) return;
    const { placement, scale } = this.#style;
    this.#key = key;
    this.#mask = radius > 0 ? shapeMask(sizeInside(look), Math.max(0, radius - border)) : null;
    this.#plate = await drawPlate({
      box: { x: 0, y: 0, width: box.width, height: box.height },
      ...{ radius, border, scale, shadow: placement.shadow, shadowStrength: 1 - fullness },
      borderColor: placement.border?.color ?? "#000000",
    });
  }
}
