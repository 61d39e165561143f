import type { CaptionLayout, NarrationTimes } from "../page/protocol.ts";
import { captionGroups } from "./caption-groups.ts";
import type { Placement } from "./narration-settings.ts";
import type { OpenedNarration } from "./open-narration.ts";
import { shownSize } from "./open-presenter.ts";
import { presenterBox, type Size } from "./presenter-box.ts";
import { safeArea } from "./safe-area.ts";

/** What the page is told of a narration before any of its scripts runs. */
export function pageNarration(narration: OpenedNarration | null, frame: Size): NarrationTimes | null {
  if (!narration) return null;
  const { settings, clip, info } = narration;
  return {
    start: settings.placement.start,
    length: info.duration,
    words: clip.words.map(({ word, start, end }) => ({ text: word, start, end })),
    cues: settings.cues,
    captions: settings.captions.includes("burned") ? captionLayout(narration, frame) : null,
  };
}

/** Captions stand in the middle below, as wide as is read easily, and above a presenter who is in the way. */
function captionLayout(narration: OpenedNarration, frame: Size): CaptionLayout {
  const { placement } = narration.settings;
  const inset = safeArea(frame);
  const isUpright = frame.height > frame.width;
  const size = Math.round(Math.min(frame.width, frame.height) * (isUpright ? 0.055 : 0.046));
  const edge = Math.max(frame.width * (isUpright ? 0.08 : 0.19), inset.right * frame.width);
  const bottom = Math.max(frame.height * 0.07, inset.bottom * frame.height);
  const [left, right] = [edge, frame.width - edge];
  const rows = { y: frame.height - bottom - size * 3, height: size * 3 };
  const raised = raisedBottom(narration, {
    frame,
    placement,
    box: { x: left, width: right - left, ...rows },
  });
  return { groups: captionGroups(narration.clip), left, right, bottom: Math.max(bottom, raised), size };
}

interface CaptionPlace {
  readonly frame: Size;
  readonly placement: Placement;
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
}

/** The bottom that clears a presenter, from the frame's; 0 where nobody is in the way. */
function raisedBottom({ info }: OpenedNarration, { frame, placement, box }: CaptionPlace): number {
  if (!info.video) return 0;
  const presenter = presenterBox(placement, frame, shownSize(info.video));
  const isBeside = presenter.x >= box.x + box.width || presenter.x + presenter.width <= box.x;
  const isAbove = presenter.y + presenter.height <= box.y;
  if (isBeside || isAbove) return 0;
  const raised = frame.height - presenter.y + frame.height * 0.02;
  return raised + box.height < frame.height ? raised : 0;
}
