import type { AnyNode } from "acorn";
import type { Rule, Severity } from "../../finding.ts";
import { pathOf } from "../../script-node.ts";

/** A page's clock starts at a fixed date; today's is not to be had. */
export const realDate: Rule = {
  name: "real-date",
  *check({ scripts }) {
    for (const script of scripts) {
      for (const { node } of script.nodes) {
        const found = clockOf(node);
        if (!found) continue;
        yield { ...found, location: script.locate(node) };
      }
    }
  },
};

function clockOf(node: AnyNode): { severity: Severity; message: string; advice: string } | null {
  if (node.type !== "CallExpression" && node.type !== "NewExpression") return null;
  const name = pathOf(node.callee);
  if (name === "performance.now") {
    return {
      severity: "info",
      message: "performance.now() is the composition's time in a render, and real time in a preview.",
      advice: "Take the time from the timeline, or from hf-seek's detail.time.",
    };
  }
  const isNow = name === "Date.now" || (name === "Date" && node.arguments.length === 0);
  if (!isNow) return null;
  const written = node.type === "NewExpression" ? "new Date()" : `${name}()`;
  return {
    severity: "warning",
    message: `${written} is not today in a render: its clock starts at 2025-01-01, 00:00 UTC.`,
    advice: "Give the date as a variable, or write it into the page.",
  };
}
