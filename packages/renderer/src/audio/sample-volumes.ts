import { limitFrame } from "../capture/frame-limit.ts";
import type { PageSpec } from "../capture/frame-source.ts";
import { openPage, type OpenPage, type PageSetup, type PageHome } from "../capture/open-page.ts";
import type { PageClock } from "../clock/page-clock.ts";
import { PatchedClock } from "../clock/patched-clock.ts";
import { settle } from "../clock/settle.ts";
import { VirtualClock } from "../clock/virtual-clock.ts";
import type { MediaReport, VolumeChange } from "../page/protocol.ts";
import { frameToSeconds } from "../timeline/frame-rate.ts";
import { frame, type Frame } from "../timeline/units.ts";
import type { Envelope, GainPoint } from "./sound-cue.ts";

/** Frames a call to the page; each call has the time limit of one frame. */
const FRAMES_A_CALL = 120;

/** What is sampled. */
interface SampleRequest {
  readonly spec: PageSpec;
  /** Frames of the composition. */
  readonly frames: Frame;
  readonly media: readonly MediaReport[];
}

/**
 * Plays through a page of its own, without drawing it, and notes how its scripts set the volumes of media.
 *
 * @returns the gain of each, by {@link MediaReport.index}.
 * @throws {RenderError} if the page fails.
 */
export async function sampleVolumes(home: PageHome, request: SampleRequest): Promise<Map<number, Envelope>> {
  const { spec, frames, media } = request;
  const changes: VolumeChange[] = [];
  const page = await openPage(home, { ...spec, videos: [] }, setupFor(home));
  await using session = page.session;
  for (let first = 0; first < frames; first += FRAMES_A_CALL) {
    const end = Math.min(frames, first + FRAMES_A_CALL);
    const work = (): Promise<VolumeChange[]> => sampleFrames(page, first, end);
    changes.push(...(await limitFrame(session, spec.limit, { number: frame(first), work })));
  }
  const envelopes = media.map((report) => [report.index, envelopeOf(report, changes, spec)] as const);
  // What scripts have made is no element of the page's, and keeps the volume that it has.
  return new Map(envelopes.filter(([, envelope]) => envelope.length > 0));
}

function setupFor({ launched: { beginFrameControl } }: PageHome): PageSetup<PageClock> {
  return {
    holdCallbacks: false,
    ownClock: !beginFrameControl,
    beginFrameControl,
    makeClock: (session) => (beginFrameControl ? VirtualClock.stop(session) : new PatchedClock(session)),
  };
}

function sampleFrames(
  { session, clock }: OpenPage<PageClock>,
  first: number,
  end: number,
): Promise<VolumeChange[]> {
  const call = `__hyperframesAgent.sampleVolumes(${first}, ${end})`;
  return settle(clock, session.evaluate<VolumeChange[]>(call));
}

/** A volume that stays for some frames is held to the last of them, and goes on in a straight line from there. */
function envelopeOf(
  { index, volume }: MediaReport,
  changes: readonly VolumeChange[],
  { rate }: PageSpec,
): Envelope {
  // An element's volume is 1 at most; what `data-volume` has above that multiplies it.
  const boost = Math.max(1, volume);
  const point = (number: number, value: number): GainPoint => ({
    time: frameToSeconds(frame(number), rate),
    gain: value * boost,
  });
  const own = changes.filter((change) => change.index === index);
  return own.flatMap((change, place) => {
    const before = own[place - 1];
    const held = before && before.frame < change.frame - 1 ? [point(change.frame - 1, before.volume)] : [];
    return [...held, point(change.frame, change.volume)];
  });
}
