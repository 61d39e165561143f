import type { CaptionLayout, NarrationTimes, PictureBox } from "../page/narration/narration-times.ts";
import { drawnGroups } from "./captions/caption-groups.ts";
import { freeArea } from "./free-area.ts";
import type { OpenedNarration } from "./open-narration.ts";
import { shownSize } from "./presenter/open-presenter.ts";
import { presenterBox, wholeBox, type Box, type Size } from "./presenter/presenter-box.ts";
import { safeArea } from "./safe-area.ts";

/** The height of two lines of captions and what is around them, in letters. */
const CAPTION_HEIGHT = 3.2;

/** What the page is told of a narration before any of its scripts runs. */
export function pageNarration(narration: OpenedNarration | null, frame: Size): NarrationTimes | null {
  if (!narration) return null;
  const { settings, clip, info } = narration;
  const presenter = info.video ? presenterBox(settings.placement, frame, shownSize(info.video)) : null;
  const captions = settings.captions.includes("burned")
    ? { groups: drawnGroups(clip), ...captionLayout(presenter, frame) }
    : null;
  const places = {
    presenter: presenter && wholeBox(presenter),
    captions: captions && wholeBox(boxOf(captions, frame)),
  };
  const boxes = Object.values(places).filter((box) => box !== null);
  return {
    start: settings.placement.start,
    length: info.duration,
    words: clip.words.map(({ word, start, end }) => ({ text: word, start, end })),
    cues: settings.cues,
    captions,
    places: { ...places, safe: freeArea(frame, boxes) },
  };
}

type CaptionPlace = Omit<CaptionLayout, "groups">;

/** Captions stand in the middle below, as wide as is read easily, and above a presenter who is in the way. */
function captionLayout(presenter: Box | null, frame: Size): CaptionPlace {
  const inset = safeArea(frame);
  const isUpright = frame.height > frame.width;
  const size = Math.round(Math.min(frame.width, frame.height) * (isUpright ? 0.055 : 0.046));
  const edge = Math.max(frame.width * (isUpright ? 0.08 : 0.19), inset.right * frame.width);
  const place = {
    ...{ left: edge, right: frame.width - edge, size },
    bottom: Math.max(frame.height * 0.07, inset.bottom * frame.height),
  };
  const raised = presenter ? raisedBottom(presenter, boxOf(place, frame), frame) : 0;
  return { ...place, bottom: Math.max(place.bottom, raised) };
}

function boxOf({ left, right, bottom, size }: CaptionPlace, frame: Size): PictureBox {
  const height = size * CAPTION_HEIGHT;
  return { x: left, y: frame.height - bottom - height, width: right - left, height };
}

/** The bottom that clears a presenter, from the frame's; 0 where nobody is in the way. */
function raisedBottom(presenter: Box, box: Box, frame: Size): number {
  const isBeside = presenter.x >= box.x + box.width || presenter.x + presenter.width <= box.x;
  const isAbove = presenter.y + presenter.height <= box.y;
  if (isBeside || isAbove) return 0;
  const raised = frame.height - presenter.y + frame.height * 0.02;
  return raised + box.height < frame.height ? raised : 0;
}
