import type { AnyNode } from "acorn";
import { compositionScopes, readLength, rootOf } from "../../composition-scope.ts";
import type { Fault, Rule } from "../../finding.ts";
import type { LintedPage } from "../../linted-page.ts";
import { keyOf } from "../../script-node.ts";
import { mentionsTimelines } from "../../timeline-registration.ts";

/** What never ends cannot say how long the composition is. */
export const infiniteAnimation: Rule = {
  name: "infinite-animation",
  *check(page) {
    const root = rootOf(page);
    if (!root || readLength(root, "data-duration")) return;
    const clipEnds = compositionScopes(page).some(({ clips }) => clips.some(({ end }) => (end ?? 0) > 0));
    // Beside something that ends, an animation may go on for ever.
    const alone = !clipEnds && !mentionsTimelines(page);
    yield* repeats(page, alone);
    if (alone) yield* styles(page);
  },
};

const advice = "Put data-duration on the root, in seconds.";

function* repeats({ scripts }: LintedPage, alone: boolean): Generator<Fault> {
  for (const script of scripts) {
    for (const { node } of script.nodes) {
      const what = repeatOf(node);
      // It is GSAP alone that lets one of its parts make a whole timeline endless.
      if (what === null || !(alone || what === "repeat: -1")) continue;
      yield {
        severity: alone ? "error" : "warning",
        location: script.locate(node),
        message: `${what} never ends, and the root has no data-duration.`,
        advice,
      };
    }
  }
}

/** GSAP's `repeat: -1`, anime.js's `loop: true`, WAAPI's `iterations: Infinity`. */
function repeatOf(node: AnyNode): string | null {
  if (node.type !== "Property" || node.kind !== "init") return null;
  const { value } = node;
  switch (keyOf(node)) {
    case "repeat": {
      const minusOne = value.type === "UnaryExpression" && value.operator === "-";
      return minusOne && value.argument.type === "Literal" && value.argument.value === 1
        ? "repeat: -1"
        : null;
    }
    case "iterations":
      return value.type === "Identifier" && value.name === "Infinity" ? "iterations: Infinity" : null;
    case "loop":
      return value.type === "Literal" && value.value === true ? "loop: true" : null;
    case null:
    default:
      return null;
  }
}

function* styles({ styles: sources }: LintedPage): Generator<Fault> {
  for (const { property, value, location } of sources.flatMap(({ declarations }) => declarations)) {
    if (!/^(?:-webkit-)?animation(?:-iteration-count)?$/.test(property)) continue;
    if (!/\binfinite\b/i.test(value)) continue;
    yield {
      severity: "error",
      location,
      message: "The animation never ends, and nothing else says how long the composition is.",
      advice,
    };
  }
}
