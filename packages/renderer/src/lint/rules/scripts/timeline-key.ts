import type { AnyNode } from "acorn";
import { rootOf } from "../../composition-scope.ts";
import type { Fault, Rule } from "../../finding.ts";
import type { HtmlElement } from "../../html-document.ts";
import type { LintedPage } from "../../linted-page.ts";
import { keyOf, pathOf } from "../../script-node.ts";
import { mentionsTimelines, timelineRegistrations } from "../../timeline-registration.ts";

/** A timeline is found under the id of its composition. */
export const timelineKey: Rule = {
  name: "timeline-key",
  *check(page) {
    const root = rootOf(page);
    if (!root) return;
    const ids = compositionIds(page);
    const registrations = timelineRegistrations(page);
    const list = [...ids].map((id) => `"${id}"`).join(", ");
    for (const { script, item, key } of registrations) {
      if (key === null || ids.has(key)) continue;
      const alone = registrations.length === 1;
      yield {
        severity: alone ? "warning" : "error",
        location: script.locate(item.node),
        message: `A timeline is registered as "${key}", but no composition has that data-composition-id.`,
        advice: alone
          ? `The only timeline serves the root, whatever its key; elsewhere it would not. Register it as ${list}.`
          : `It is never sought. Register it as ${list}.`,
      };
    }
    if (leavesTimelineAlone(page, root)) yield missing(root);
  },
};

function compositionIds({ documents }: LintedPage): Set<string> {
  const ids = documents.flatMap(({ elements }) =>
    elements.map((element) => element.attribute("data-composition-id")?.trim()),
  );
  return new Set(ids.filter((id) => id !== undefined));
}

/** Whether a timeline is made that nobody registers. What is loaded from elsewhere may register one. */
function leavesTimelineAlone(page: LintedPage, root: HtmlElement): boolean {
  if (root.has("data-no-timeline") || mentionsTimelines(page)) return false;
  const makesOne = page.scripts.some(({ nodes }) => nodes.some(({ node }) => isPausedTimeline(node)));
  return (
    makesOne &&
    !page.references.some(
      ({ kind, target }) =>
        kind === "script" && (target.kind === "remote" ? !target.answered : target.kind !== "file"),
    )
  );
}

function isPausedTimeline(node: AnyNode): boolean {
  if (node.type !== "CallExpression" || pathOf(node.callee) !== "gsap.timeline") return false;
  const [given] = node.arguments;
  return (
    given?.type === "ObjectExpression" && given.properties.some((property) => keyOf(property) === "paused")
  );
}

function missing(root: HtmlElement): Fault {
  const id = root.attribute("data-composition-id")?.trim() ?? "";
  return {
    severity: "error",
    location: root.locate("data-composition-id"),
    message: `A paused timeline is made, but no script registers it in window.__timelines["${id}"], so nothing plays it.`,
    advice: "Register it under that key, or leave paused out.",
  };
}
