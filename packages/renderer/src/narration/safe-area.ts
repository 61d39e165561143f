/** Parts of the frame that are kept free at its sides. */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

const none: Insets = { top: 0, right: 0, bottom: 0, left: 0 };

/**
 * Of 1080×1920, the largest of what the apps for upright video put over it: 270 pixels at the top, 380 at the bottom,
 * 140 at the right, 60 at the left. https://ads.tiktok.com/help/article/tiktok-auction-in-feed-ads,
 * https://www.facebook.com/business/help/980593475366490, https://support.google.com/google-ads/answer/13547298
 */
const upright: Insets = { top: 0.14, right: 0.13, bottom: 0.2, left: 0.056 };
/** From 4:5 on, a picture is shown in a feed, with nothing over it. */
const UPRIGHT = 1.5;

/** What is kept free of presenter and captions in a picture of a shape, in parts of its width and height. */
export function safeArea({ width, height }: { readonly width: number; readonly height: number }): Insets {
  return height / width >= UPRIGHT ? upright : none;
}
