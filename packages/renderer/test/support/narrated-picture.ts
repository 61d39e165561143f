import { findFfprobe } from "../../src/ffmpeg/find-ffprobe.ts";
import { probeMedia } from "../../src/ffmpeg/probe-media.ts";
import { beginRestStrip, openPresenter } from "../../src/narration/presenter/open-presenter.ts";
import { withPresenter } from "../../src/narration/presenter/with-presenter.ts";
import { StripMaker } from "../../src/narration/strip/strip-maker.ts";
import { parseFrameRate } from "../../src/timeline/frame-rate.ts";
import type { Color } from "./decode-frames.ts";
import { cacheFolder } from "./fixtures.ts";
import { narrationOf } from "./narrated-video.ts";

const [WIDTH, HEIGHT] = [320, 180];
/** Frames of the clip, at ten a second. */
const FRAMES = 10;

/** One pixel of a picture. */
export type ColorReader = (place: readonly [number, number]) => Color;

/** A white page of 320×180 with a clip of a second over it, as it is given to encoders; no browser is needed. */
export async function presenterOnWhite(
  file: string,
  block: Readonly<Record<string, unknown>>,
  number = FRAMES / 2,
): Promise<ColorReader> {
  const { signal } = new AbortController();
  const { settings } = await narrationOf({ file, block: { placement: block } });
  const { video } = await probeMedia(file, { ffprobe: await findFfprobe("ffmpeg"), signal });
  if (!video) throw new Error(`${file} has no picture`);
  const rate = parseFrameRate(10);
  const frame = { width: WIDTH, height: HEIGHT, scale: 1, rate, transparent: false };
  const request = {
    file,
    video,
    placement: settings.placement,
    frame,
    clipFrames: FRAMES,
    first: 0,
    end: FRAMES,
    full: [],
  };
  await using maker = new StripMaker({ ffmpeg: "ffmpeg", cacheFolder, signal });
  const presenter = await openPresenter(request, await beginRestStrip(request, maker), maker);
  const page = new Uint8Array(WIDTH * HEIGHT * 4).fill(255);
  const unread = (): never => {
    throw new Error("only pixels are read");
  };
  const { bgra } = await withPresenter({ bgra: page, toI420: unread }, number, presenter);
  return ([x, y]) => {
    const [blue = 0, green = 0, red = 0] = bgra.subarray((y * WIDTH + x) * 4);
    return [red, green, blue];
  };
}
