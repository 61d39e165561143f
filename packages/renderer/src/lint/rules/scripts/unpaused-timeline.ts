import type { AnyNode, CallExpression } from "acorn";
import type { Rule } from "../../finding.ts";
import type { ScriptSource } from "../../read-script.ts";
import { keyOf, pathOf } from "../../script-node.ts";
import { initialValues, timelineRegistrations } from "../../timeline-registration.ts";

/** A timeline that plays by itself is at two times at once. */
export const unpausedTimeline: Rule = {
  name: "unpaused-timeline",
  *check(page) {
    const seen = new Set<AnyNode>();
    for (const { script, value } of timelineRegistrations(page)) {
      for (const call of creationsOf(script, value)) {
        if (seen.has(call) || isPaused(call)) continue;
        seen.add(call);
        yield {
          severity: "warning",
          location: script.locate(call),
          message: "This timeline is registered, but not paused: it begins to play by itself.",
          advice: "Write gsap.timeline({ paused: true }).",
        };
      }
    }
  },
};

/** The calls of `gsap.timeline` that a value comes from; none if a variable of it is paused later. */
function creationsOf(script: ScriptSource, value: AnyNode): CallExpression[] {
  if (value.type !== "Identifier") return creation(value);
  const { name } = value;
  const pausedLater = script.nodes.some(
    ({ node }) =>
      node.type === "CallExpression" && [`${name}.pause`, `${name}.paused`].includes(pathOf(node.callee)),
  );
  return pausedLater ? [] : initialValues(script, name).flatMap((initial) => creation(initial));
}

/** `gsap.timeline()`, also at the beginning of a chain of calls. */
function creation(value: AnyNode): CallExpression[] {
  if (value.type !== "CallExpression") return [];
  if (pathOf(value.callee) === "gsap.timeline") return [value];
  if (value.callee.type !== "MemberExpression") return [];
  const { property, object } = value.callee;
  return property.type === "Identifier" && /^paused?$/.test(property.name) ? [] : creation(object);
}

/** Only what is written out can be read: a variable with options is believed. */
function isPaused({ arguments: [options] }: CallExpression): boolean {
  if (!options) return false;
  if (options.type !== "ObjectExpression") return true;
  return options.properties.some((property) => {
    if (property.type === "SpreadElement") return true;
    if (keyOf(property) !== "paused") return false;
    return property.value.type !== "Literal" || property.value.value === true;
  });
}
