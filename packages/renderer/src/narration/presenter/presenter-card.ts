import { blendLayer, type Layer, type LayerPlace } from "./blend-layer.ts";
import type { Box } from "./presenter-box.ts";
import { sizeInside } from "./presenter-pictures.ts";
import { clearBehind, drawPlate, type Plate } from "./presenter-plate.ts";
import type { PresenterLook } from "./presenter-track.ts";
import type { Presenter } from "./presenter.ts";
import { shapeMask } from "./shape-mask.ts";

type CardStyle = Pick<Presenter, "placement" | "scale" | "rest">;

/** How a presenter looks, and where the upper left corner of what is drawn on lies in the frame. */
interface CardPlace {
  readonly look: PresenterLook;
  readonly origin: Pick<Box, "x" | "y">;
}

/** Draws a presenter with shape, border and shadow. What a look has in common with the one before is drawn once. */
export class PresenterCard {
  readonly #style: CardStyle;
  #key = "";
  #plate: Plate | null = null;
  #mask: Uint8Array | null = null;

  constructor(style: CardStyle) {
    this.#style = style;
  }

  /** Draws shadow and border alone, for presenters that are opaque. */
  async drawBehind(target: Layer, { look, origin }: CardPlace): Promise<void> {
    await this.#prepare(look);
    const plate = this.#plate;
    if (!plate) return;
    const { x, y, width, height } = plate.box;
    blendLayer(target, { pixels: plate.pixels, width, height }, placeAt(look, origin, { x, y }));
  }

  /** Draws the presenter over that. */
  drawFace(target: Layer, picture: Layer, { look, origin }: CardPlace): void {
    const inside = { x: look.border, y: look.border };
    blendLayer(target, picture, { ...placeAt(look, origin, inside), mask: this.#mask });
  }

  /** Draws it all as one thing that fades: what is behind the presenter does not shine through. */
  async drawFaded(target: Layer, picture: Layer, place: CardPlace): Promise<void> {
    const { width, height } = target;
    const card = { pixels: new Uint8Array(width * height * 4), width, height };
    await this.drawBehind(card, place);
    this.drawFace(card, picture, place);
    blendLayer(target, card, { x: 0, y: 0, mask: null, opacity: place.look.opacity });
  }

  async #prepare(look: PresenterLook): Promise<void> {
    const { box, radius, border, fullness } = look;
    const key = [box.width, box.height, radius, border, fullness].join();
    if (key === this.#key) return;
    const { placement, scale, rest } = this.#style;
    this.#key = key;
    this.#mask = radius > 0 ? shapeMask(sizeInside(look), Math.max(0, radius - border)) : null;
    this.#plate = await drawPlate({
      box: { x: 0, y: 0, width: box.width, height: box.height },
      ...{ radius, border, scale, shadow: placement.shadow, shadowStrength: 1 - fullness },
      borderColor: placement.border?.color ?? "#000000",
    });
    if (this.#plate && !rest.hasAlpha) {
      clearBehind(this.#plate, { x: border, y: border, ...sizeInside(look) }, this.#mask);
    }
  }
}

function placeAt(
  { box }: PresenterLook,
  origin: CardPlace["origin"],
  { x, y }: Pick<Box, "x" | "y">,
): LayerPlace {
  return { x: box.x + x - origin.x, y: box.y + y - origin.y, mask: null, opacity: 1 };
}
