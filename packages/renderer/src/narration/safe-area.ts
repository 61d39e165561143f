/** Parts of the frame that are kept free at its sides. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

const none: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

/**
 * Our own margins for apps that put buttons and texts over upright video: of 1080×1920, 270 pixels at the top, 380 at
 * the bottom, 140 at the right, 60 at the left. The apps differ, and change.
 */
const upright: Insets = { top: 0.14, right: 0.13, bottom: 0.2, left: 0.056 };
/** From 4:5 on, a picture is shown in a feed, with nothing over it. */
const UPRIGHT = 1.5;

/** What is kept free of presenter and captions in a picture of a shape, in parts of its width and height. */
export function safeArea({ width, height }: { readonly width: number; readonly height: number }): Insets {
  return height / width >= UPRIGHT ? upright : none;
}
