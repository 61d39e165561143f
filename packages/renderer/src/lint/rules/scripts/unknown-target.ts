import type { AnyNode } from "acorn";
import type { Rule } from "../../finding.ts";
import type { LintedPage } from "../../linted-page.ts";
import { madeIds } from "../../made-ids.ts";
import { textOf } from "../../script-node.ts";

const methods = /^(?:to|from|fromTo|set)$/;

/** GSAP says nothing about a target that is not there: it moves nothing. */
export const unknownTarget: Rule = {
  name: "unknown-target",
  *check(page) {
    const made = madeIds(page.scripts);
    const ids = new Set(page.documents.flatMap(({ elements }) => elements.map(({ id }) => id)));
    for (const script of page.scripts) {
      for (const { node } of script.nodes) {
        const target = targetOf(node);
        const id = /^#([\w-]+)/.exec(textOf(target) ?? "")?.[1];
        if (!target || id === undefined || ids.has(id) || isMadeByScript(page, id)) continue;
        if (made.some((pattern) => pattern.test(id))) continue;
        yield {
          severity: "warning",
          location: script.locate(target),
          message: `No element has the id "${id}", so nothing moves.`,
          advice: "Correct the selector or the id.",
        };
      }
    }
  },
};

/** The first argument of `gsap.to("#id", {…})` and its like. */
function targetOf(node: AnyNode): AnyNode | undefined {
  if (node.type !== "CallExpression" || node.callee.type !== "MemberExpression") return undefined;
  const { property } = node.callee;
  const [target, values] = node.arguments;
  const tweens = property.type === "Identifier" && methods.test(property.name);
  return tweens && values?.type === "ObjectExpression" ? target : undefined;
}

/** Whether any script names the id other than as a selector. */
function isMadeByScript({ scripts }: LintedPage, id: string): boolean {
  const name = new RegExp(`(?<![#\\w-])${id}(?![\\w-])`);
  return scripts.some(({ text }) => name.test(text));
}
