import { interruptible } from "./cancellation/interruptible.ts";
import type { VariableDeclaration } from "./composition/variable-declarations.ts";
import { resolveOptions } from "./options.ts";
import type { PageMeasure } from "./page/protocol.ts";
import type { PageOptions } from "./render-options.ts";
import { measurePage } from "./stages/measure-page.ts";
import { openSlots } from "./stages/open-slots.ts";
import { prepare, type Preparation } from "./stages/prepare.ts";
import { formatFrameRate } from "./timeline/frame-rate.ts";

/** A variable as a composition declares it. */
interface DescribedVariable {
  readonly id: string;
  readonly type: string;
  readonly label: string;
  /** Any JSON. */
  readonly default: unknown;
}

/** A variable of the root. */
interface InspectedVariable extends DescribedVariable {
  /** What the page gets. */
  readonly value: unknown;
}

/** A sub-composition. */
interface InspectedPart {
  /** Its path in the project; with `#id` if it is a template. */
  readonly file: string;
  readonly id: string | null;
  readonly variables: readonly DescribedVariable[];
}

/** A composition without rendering it. Plain JSON. */
export interface Inspection {
  /** The composition's id; `null` on a plain page. */
  readonly id: string | null;
  readonly title: string | null;
  /** In device pixels. */
  readonly width: number;
  readonly height: number;
  /** Frames per second: `30`, `30000/1001`. */
  readonly rate: string;
  /** Seconds. */
  readonly duration: number;
  readonly frames: number;
  readonly clips: PageMeasure["clips"];
  readonly media: PageMeasure["media"];
  readonly timelines: readonly string[];
  /** The variables that the root declares, and their values. */
  readonly variables: readonly InspectedVariable[];
  /** The sub-compositions, each once, however often it is mounted. */
  readonly compositions: readonly InspectedPart[];
  /** Each chunk's first frame, and the one after its last. */
  readonly chunks: ReadonlyArray<{ readonly first: number; readonly end: number }>;
  readonly warnings: readonly string[];
}

/**
 * Opens a composition and tells what would be rendered.
 *
 * @throws {RenderError} as `render` does.
 */
export async function inspect(path: string, given: PageOptions = {}): Promise<Inspection> {
  return interruptible(given, async () => {
    await using job = await prepare(path, resolveOptions(given));
    return await inspectPage(job);
  });
}

async function inspectPage(job: Preparation): Promise<Inspection> {
  await using slots = await openSlots(job);
  const { plan, measure } = await measurePage(job, slots);
  const { spec, composition } = job;
  return {
    id: spec.compositionId,
    title: composition.title,
    width: spec.width * spec.scale,
    height: spec.height * spec.scale,
    rate: formatFrameRate(spec.rate),
    duration: plan.duration,
    frames: plan.frames,
    clips: measure.clips,
    media: measure.media,
    timelines: measure.timelineKeys,
    variables: composition.variables.map((declaration) => ({
      ...describeVariable(declaration),
      value: spec.nested.variables.values[declaration.id] ?? null,
    })),
    compositions: composition.parts.map(({ key, id, declarations }) => ({
      file: key,
      id,
      variables: declarations.map(describeVariable),
    })),
    chunks: plan.chunks.map(({ first, end }) => ({ first, end })),
    warnings: job.progress.warnings,
  };
}

function describeVariable({ id, type, label, default: otherwise }: VariableDeclaration): DescribedVariable {
  return { id, type, label, default: otherwise };
}
