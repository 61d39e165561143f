import type { PageSpec } from "../capture/frame-source.ts";
import type { Composition } from "../composition/parse-composition.ts";
import { CompositionError, OptionError } from "../errors.ts";
import type { OpenedNarration } from "../narration/open-narration.ts";
import { planNarration, type NarratedLength, type NarrationPlan } from "../narration/plan-narration.ts";
import type { OptionValues } from "../options.ts";
import type { PageMeasure } from "../page/protocol.ts";
import { chunkList, type Chunk, type ChunkSharing } from "../timeline/chunk-list.ts";
import { secondsToFrame } from "../timeline/frame-rate.ts";
import { momentToFrame } from "../timeline/moment.ts";
import { frame, seconds, type Frame, type Seconds } from "../timeline/units.ts";
import { checkLength } from "./check-length.ts";
import { clipProblemError } from "./clip-problem-error.ts";
import { resolveChapters, type Chapter } from "./resolve-chapters.ts";

/** What will be rendered: plain JSON, on which everything after depends, and on nothing else. */
export interface Plan {
  readonly spec: PageSpec;
  /** Length of the composition, of which a part may be rendered. */
  readonly duration: Seconds;
  /** Frames of the whole composition. */
  readonly frames: Frame;
  /** The frames from `first` up to, but without, `end` are rendered. */
  readonly first: Frame;
  readonly end: Frame;
  /** Frames that the page has of itself; from then on its last one is held. */
  readonly pageFrames: Frame;
  /** When somebody speaks; `null` if nobody does. */
  readonly narration: NarrationPlan | null;
  readonly chunks: readonly Chunk[];
  readonly chapters: readonly Chapter[];
  /** Whether the page must be stepped from its start, because something in it cannot be sought. */
  readonly stepped: boolean;
}

/** What a plan follows from besides the options and the HTML. */
interface PlanFacts {
  readonly spec: PageSpec;
  readonly measure: PageMeasure;
  /** When the last of the media ends that end with their source; 0 without any. */
  readonly mediaEnd: Seconds;
  readonly narration: OpenedNarration | null;
  readonly sharing: ChunkSharing;
}

/**
 * Works out the frames and chunks from what the page says of itself.
 *
 * @throws {CompositionError} if a clip's time is wrong, or nothing says how long the composition is.
 */
export function resolvePlan(options: OptionValues, composition: Composition, facts: PlanFacts): Plan {
  const { spec, measure } = facts;
  const [problem] = measure.problems;
  if (problem) throw clipProblemError(composition, problem);
  const own = resolveDuration(options, composition, facts);
  const { duration, narration } = narrate(own, options, facts) ?? { duration: own, narration: null };
  checkLength(duration, spec.rate, composition.root?.location);
  const frames = secondsToFrame(duration, spec.rate);
  if (frames === 0) {
    throw new CompositionError(
      `the composition is ${duration} s long, which is less than a frame.`,
      composition.root?.location,
    );
  }
  const { first, end } = resolvePart(options, spec, frames);
  return {
    spec,
    duration,
    frames,
    first,
    end,
    pageFrames: own > 0 ? secondsToFrame(own, spec.rate) : frames,
    narration,
    chunks: chunkList(first, end, facts.sharing),
    chapters: resolveChapters(measure.clips, { first, end, rate: spec.rate }),
    stepped: spec.compositionId === null || measure.hasAnimatedPictures || measure.hasWorkers,
  };
}

function resolveDuration(
  options: OptionValues,
  composition: Composition,
  { measure, mediaEnd, narration }: PlanFacts,
): Seconds {
  if (options.duration !== null) return options.duration;
  const { timeline, clips, animations, contract } = measure.durations;
  if (composition.root?.duration) return composition.root.duration;
  const longest = Math.max(timeline, clips, animations, contract, mediaEnd);
  if (longest > 0 || narration) return seconds(longest);
  throw new CompositionError(
    "nothing says how long the composition is: it has no timeline with a length, no data-duration, no clip or media " +
      "that ends. Put data-duration on the root, or give `duration`.",
    composition.root?.location,
  );
}

/** A length that was asked for is kept to. */
function narrate(
  own: Seconds,
  options: OptionValues,
  { spec, measure, narration }: PlanFacts,
): NarratedLength | null {
  if (!narration || !spec.narration) return null;
  const { placement, length } = narration.settings;
  return planNarration({
    times: spec.narration,
    full: narration.info.video ? placement.full : [],
    rule: options.duration === null ? length : "trim",
    start: seconds(measure.narrationStart ?? 0),
    own,
    rate: spec.rate,
  });
}

function resolvePart(options: OptionValues, spec: PageSpec, frames: Frame): { first: Frame; end: Frame } {
  const first = options.from === null ? frame(0) : momentToFrame(options.from, spec.rate);
  const end = options.to === null ? frames : frame(Math.min(frames, momentToFrame(options.to, spec.rate)));
  if (first >= frames) {
    throw new OptionError("from", `before the end, which is frame ${frames}`, `frame ${first}`);
  }
  if (end <= first) throw new OptionError("to", `after \`from\`, which is frame ${first}`, `frame ${end}`);
  return { first, end };
}
