import type { NarrationEstimate } from "@hyperframes-engine/heygen";
import { readNarrations } from "@hyperframes-engine/renderer";
import { optionsIn, type Flags } from "../add-option-table.ts";
import { formatDuration } from "../format.ts";
import { reported } from "./create-narrator.ts";
import { openDependencies, sourceOf, type NarrationSetting } from "./open-dependencies.ts";

/** What would be narrated, of one video or of all rows of a batch. Plain JSON. */
interface RenderEstimate {
  /** How many videos, narrated or not. */
  readonly videos: number;
  /** How many more cannot be rendered. */
  readonly faulty: number;
  /** Why, of the first thousand of those. */
  readonly problems: readonly string[];
  /** How many narrations are to be made and paid for. */
  readonly missing: number;
  /** Of those, all together. */
  readonly characters: number;
  /** Of those, about. */
  readonly seconds: number;
  /** All that are not silent, up to the first thousand; `row` is null where there is one video alone. */
  readonly narrations: ReadonlyArray<NarrationEstimate & { readonly row: number | null }>;
}

const MOST_LISTED = 1000;

/** Which project, and which rows. */
interface EstimateRequest {
  readonly project: string;
  /** As commander hands them over. */
  readonly options: Flags;
  /** Whether each row becomes a video. */
  readonly everyRow: boolean;
}

/**
 * Tells which narrations a render would have made, without making them. Nothing is asked of HeyGen. Rows with the same script
 * share one narration, and it counts once.
 */
export async function estimateRender(
  setting: NarrationSetting,
  request: EstimateRequest,
): Promise<RenderEstimate> {
  const { environment, signal } = setting.context;
  const estimate = async (): Promise<RenderEstimate> => {
    const { estimateNarration } = await import("@hyperframes-engine/heygen");
    const dependencies = await openDependencies(setting);
    const counted = new Set<string>();
    const sum = { videos: 0, faulty: 0, missing: 0, characters: 0, seconds: 0 };
    const narrations: Array<NarrationEstimate & { row: number | null }> = [];
    const problems: string[] = [];
    for await (const { row, narration, fault } of readNarrations(request.project, {
      ...optionsIn(request.options),
      everyRow: request.everyRow,
      environment,
      signal,
    })) {
      if (fault) sum.faulty += 1;
      if (fault && problems.length < MOST_LISTED) problems.push(fault.message);
      if (fault) continue;
      sum.videos += 1;
      if (!narration || setting.flags.narration !== undefined) continue;
      const source = sourceOf(narration);
      const found = await estimateNarration(source, dependencies);
      if (narrations.length < MOST_LISTED) narrations.push({ row, ...found });
      const text = JSON.stringify(source);
      if (found.state !== "missing" || counted.has(text)) continue;
      counted.add(text);
      sum.missing += 1;
      sum.characters += found.characters;
      sum.seconds += found.seconds;
    }
    return { ...sum, narrations, problems };
  };
  return reported(estimate());
}

/** The estimate for people. */
export function formatEstimate(estimate: RenderEstimate): string {
  const { videos, faulty, missing, characters, seconds, narrations } = estimate;
  const lines = narrations.slice(0, 20).map(lineOf);
  const more = narrations.length > 20 ? [`… and ${narrations.length - 20} more`] : [];
  if (faulty > 0) lines.push(`${faulty} of ${videos + faulty} cannot be rendered, and are not counted.`);
  if (narrations.length === 0 && videos > 0) lines.push("Nobody speaks: nothing would be made.");
  else if (narrations.length === 0) lines.push("Nothing can be rendered.");
  else if (missing === 0) lines.push(...more, "Nothing would be made and paid for.");
  else {
    const count = `${missing} ${missing === 1 ? "narration" : "narrations"} for ${videos} ${videos === 1 ? "video" : "videos"}`;
    lines.push(
      ...more,
      `To be made and paid for: ${count}, ${characters} characters, about ${formatDuration(seconds)} of speech.`,
      "HeyGen charges by its price list: a key's wallet, or a login's plan.",
    );
  }
  return `${lines.join("\n")}\n`;
}

function lineOf({
  row,
  type,
  endpoint,
  state,
  characters,
  words,
  seconds,
}: RenderEstimate["narrations"][number]): string {
  const place = row === null ? "" : `row ${row}: `;
  if (type === "file") return `${place}file: it is there, or fetched`;
  const what = `${type} (${endpoint}), ${words} words, ${characters} characters, about ${formatDuration(seconds)}`;
  return `${place}${what}: ${stateTexts[state]}`;
}

const stateTexts: Readonly<Record<NarrationEstimate["state"], string>> = {
  cached: "made before, used again",
  pending: "HeyGen has it already, it is fetched",
  failed: "HeyGen could not make it; --new-narration has it made again",
  missing: "to be made",
  file: "it is there",
};
