import type { AnyNode } from "acorn";
import type { Rule } from "../../finding.ts";
import type { LintedPage } from "../../linted-page.ts";
import { pathOf } from "../../script-node.ts";

const sources = /^(?:Math\.random|crypto\.(?:getRandomValues|randomUUID))$/;

/** Chance is the same in every render, but not in a preview. */
export const unseededRandom: Rule = {
  name: "unseeded-random",
  *check(page) {
    if (isSeeded(page)) return;
    for (const script of page.scripts) {
      for (const { node } of script.nodes) {
        // Also `Array.from(list, Math.random)`.
        const name = node.type === "MemberExpression" ? pathOf(node) : "";
        if (!sources.test(name)) continue;
        yield {
          severity: "warning",
          location: script.locate(node),
          message: `${name} gives other numbers in every preview; a render always has the same, so the two differ.`,
          advice: "Use a generator with a seed, such as mulberry32(1), or gsap.utils with fixed values.",
        };
      }
    }
  },
};

/** Who sets `Math.random` has seen to it. */
function isSeeded({ scripts }: LintedPage): boolean {
  const sets = (node: AnyNode): boolean =>
    node.type === "AssignmentExpression" && pathOf(node.left) === "Math.random";
  return scripts.some(({ nodes }) => nodes.some(({ node }) => sets(node)));
}
