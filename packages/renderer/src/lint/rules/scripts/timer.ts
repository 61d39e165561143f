import type { Rule } from "../../finding.ts";
import { pathOf } from "../../script-node.ts";

/** Timers are no part of a timeline: whoever seeks backwards does not turn them back. */
export const timer: Rule = {
  name: "timer",
  *check({ scripts }) {
    for (const script of scripts) {
      for (const { node } of script.nodes) {
        if (node.type !== "CallExpression") continue;
        const name = pathOf(node.callee);
        if (name !== "setTimeout" && name !== "setInterval") continue;
        yield {
          severity: "info",
          location: script.locate(node),
          message: `${name}() goes by the clock, and cannot be sought.`,
          advice: "It renders right, but a preview that jumps does not show it: put it into the timeline.",
        };
      }
    }
  },
};
