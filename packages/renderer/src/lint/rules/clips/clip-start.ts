import { formatLocation } from "../../../errors.ts";
import type { StartProblem } from "../../../page/composition/relative-start.ts";
import { compositionScopes, type TimedClip } from "../../composition-scope.ts";
import type { Fault, Rule } from "../../finding.ts";

/** `data-start` is seconds, or refers to the end of a clip that has one. */
export const clipStart: Rule = {
  name: "clip-start",
  *check(page) {
    for (const { clips } of compositionScopes(page)) {
      for (const clip of clips) yield* checkStart(clip);
    }
  },
};

function* checkStart(clip: TimedClip): Generator<Fault> {
  const { element, start, end } = clip;
  const location = element.locate("data-start");
  if (typeof start === "object" && start !== null) {
    yield { severity: "error", location, ...describe(clip, start) };
  } else if (start !== null && start < 0) {
    const severity = end !== null && end <= 0 ? "error" : "warning";
    yield {
      severity,
      location,
      message: `The clip begins at ${Number(start.toFixed(3))} s, before the composition does.`,
      advice: "Start it at 0 or later; for media, skip its beginning with data-media-start.",
    };
  }
}

function describe(
  { element, siblings }: TimedClip,
  problem: StartProblem,
): Pick<Fault, "message" | "advice"> {
  const written = `data-start="${element.attribute("data-start") ?? ""}"`;
  switch (problem.kind) {
    case "syntax":
      return {
        message: `${written} is neither seconds nor a reference.`,
        advice: 'Write seconds, or another clip\'s id: "intro", "intro + 0.5", "intro - 0.5".',
      };
    case "unknown":
      return {
        message: `${written} needs a clip with the id "${problem.reference}", but there is none.`,
        advice: "Correct the id, or give that element an id and data-start.",
      };
    case "endless":
      return {
        message: `${written} needs the end of "${problem.reference}", which has none.`,
        advice: `Give "${problem.reference}" data-duration.`,
      };
    case "narration":
      return {
        message: `${written} is no moment of the narration.`,
        advice: "Write narration.word('revenue'), narration.cue('name'), narration.start or narration.end.",
      };
    case "cycle":
      return {
        message: `${written} goes in a circle: ${circle(problem.path.map((index) => siblings[index]))}.`,
        advice: "Give one of these clips a start in seconds.",
      };
  }
}

function circle(elements: ReadonlyArray<TimedClip["element"] | undefined>): string {
  return elements
    .map((element) => (element ? formatLocation(element.locate("data-start")) : "?"))
    .join(" → ");
}
