import { encodePath } from "../browser/project-answer.ts";
import { projectOrigin } from "../browser/project-files.ts";
import type { PageSpec } from "../capture/frame-source.ts";
import type { Composition, CompositionRoot } from "../composition/parse-composition.ts";
import { CompositionError } from "../errors.ts";
import type { OptionValues } from "../options.ts";
import type { VariableSet } from "../page/protocol.ts";
import { parseFrameRate } from "../timeline/frame-rate.ts";
import { milliseconds } from "../timeline/units.ts";

const DEFAULT_RATE = parseFrameRate(30);
/** Some pages bring their timeline from work that no clock governs, such as what a decoder ends in its own time. */
const TIMELINE_PATIENCE = milliseconds(5000);
/** H.264 level 6.2: https://www.itu.int/rec/T-REC-H.264 */
const LARGEST_PICTURE = 8192;

/**
 * Works out what is filmed from the HTML and the options.
 *
 * @throws {CompositionError} if the size is nowhere to be found, or the page is plain and its length is not given.
 */
export function resolvePageSpec(
  options: OptionValues,
  composition: Composition,
  variables: VariableSet,
): PageSpec {
  const { root, project } = composition;
  if (!root) requirePlainPage(options, project.entry);
  return {
    ...resolveSize(options, root),
    url: `${projectOrigin}/${encodePath(project.entry)}${options.query ?? ""}`,
    compositionId: root?.id ?? null,
    wantsTimeline: root?.wantsTimeline ?? false,
    timelinePatience: TIMELINE_PATIENCE,
    scale: options.scale,
    rate: options.fps ?? root?.rate ?? DEFAULT_RATE,
    limit: options.timeout,
    transparent: false,
    videos: [],
    narration: null,
    heldFrom: null,
    scriptNonce: project.filled?.rules.nonce ?? null,
    nested: {
      variables,
      hosts: composition.hosts,
      parts: composition.parts.map(({ source }) => source),
    },
  };
}

function resolveSize(
  options: OptionValues,
  root: CompositionRoot | null,
): Pick<PageSpec, "width" | "height"> {
  const width = root?.width ?? options.width;
  const height = root?.height ?? options.height;
  if (width === null || height === null) {
    throw new CompositionError("the root needs data-width and data-height, in pixels.", root?.location);
  }
  if (Math.max(width, height) * options.scale > LARGEST_PICTURE) {
    throw new CompositionError(
      `the picture would be ${width * options.scale}×${height * options.scale} pixels; ` +
        `neither side may be above ${LARGEST_PICTURE}. Lower \`scale\`.`,
    );
  }
  return { width, height };
}

function requirePlainPage(options: OptionValues, entry: string): void {
  if (options.width !== null && options.height !== null && options.duration !== null) return;
  throw new CompositionError(
    "there is no composition root: no element has data-composition-id. Add " +
      '<div data-composition-id="NAME" data-width="1920" data-height="1080">, ' +
      "or render it as a plain page with `width`, `height` and `duration`.",
    { file: entry, line: 1, column: 1 },
  );
}
