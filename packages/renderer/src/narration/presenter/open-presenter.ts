import type { VideoTrackInfo } from "../../ffmpeg/media-info.ts";
import type { FrameRate } from "../../timeline/frame-rate.ts";
import type { Placement } from "../settings/narration-settings.ts";
import type { PresenterStrip, StripRequest } from "../strip/presenter-strip.ts";
import type { StripMaker } from "../strip/strip-maker.ts";
import { wholeBox, type Box, type Size } from "./presenter-box.ts";
import { sizeInside } from "./presenter-pictures.ts";
import { PresenterTrack, type FullFrames } from "./presenter-track.ts";
import type { Presenter } from "./presenter.ts";

/** What is shown of a presenter, and when. */
interface PresenterRequest {
  readonly file: string;
  readonly video: VideoTrackInfo;
  readonly placement: Placement;
  /** In CSS pixels. */
  readonly frame: Size & { readonly scale: number; readonly rate: FrameRate; readonly transparent: boolean };
  /** Frames of the composition; `end` is left out. */
  readonly first: number;
  readonly end: number;
  /** Frames of the clip at the composition's rate. */
  readonly clipFrames: number;
  readonly full: readonly FullFrames[];
}

/** What a presenter's picture at rest follows from; nothing of it needs the page. */
export type RestRequest = Pick<PresenterRequest, "file" | "video" | "placement" | "frame" | "clipFrames">;

/** Begins to make the picture of a presenter at rest. */
export function beginRestStrip(request: RestRequest, maker: StripMaker): Promise<PresenterStrip> {
  const track = new PresenterTrack({
    ...{ ...request, clip: shownSize(request.video) },
    ...{ first: 0, end: request.clipFrames, full: [] },
  });
  const { crop, box, border } = track.rest;
  const size = sizeInside({ box, border });
  return maker.begin({ ...stripOf(request), crop, size, first: 0, end: request.clipFrames });
}

/** Begins to get a presenter ready: what is needed of the clip is cut, scaled and keyed, once. */
export async function openPresenter(
  request: PresenterRequest,
  rest: PresenterStrip,
  maker: StripMaker,
): Promise<Presenter> {
  const { placement, frame } = request;
  const { scale } = frame;
  const track = new PresenterTrack({ ...request, clip: shownSize(request.video) });
  const larger = track.full;
  const full = await Promise.all(
    track.fullStretches.map((stretch) => {
      const crop = wholeBox(around(rest.crop, larger.crop));
      const factor = larger.box.height / larger.crop.height;
      const size = { width: Math.round(crop.width * factor), height: Math.round(crop.height * factor) };
      return maker.begin({ ...stripOf(request), crop, size, ...stretch });
    }),
  );
  return {
    ...{ track, placement, scale, transparent: frame.transparent, ffmpeg: maker.ffmpeg },
    frame: { width: frame.width * scale, height: frame.height * scale },
    rest,
    full,
  };
}

function stripOf({
  file,
  video,
  frame,
  placement,
}: RestRequest): Pick<StripRequest, "file" | "video" | "rate" | "key"> {
  return { file, video, rate: frame.rate, key: placement.key };
}

/** As a player turns it. */
export function shownSize({ width, height, rotation }: VideoTrackInfo): Size {
  return rotation % 180 === 0 ? { width, height } : { width: height, height: width };
}

function around(a: Box, b: Box): Box {
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const right = Math.max(a.x + a.width, b.x + b.width);
  const bottom = Math.max(a.y + a.height, b.y + b.height);
  return { x, y, width: right - x, height: bottom - y };
}
