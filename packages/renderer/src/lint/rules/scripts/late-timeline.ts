import type { AnyNode } from "acorn";
import type { Rule } from "../../finding.ts";
import type { ScriptSource } from "../../read-script.ts";
import { ancestorsOf, pathOf, type ScriptNode } from "../../script-node.ts";
import { timelineRegistrations } from "../../timeline-registration.ts";

const timers = /^(?:setTimeout|setInterval|requestAnimationFrame|requestIdleCallback|queueMicrotask)$/;

/** A timeline that comes after the page has loaded is missed by a preview that looks for it then. */
export const lateTimeline: Rule = {
  name: "late-timeline",
  *check(page) {
    for (const { script, item } of timelineRegistrations(page)) {
      const reason = delayOf(script, item);
      if (reason === null) continue;
      yield {
        severity: "warning",
        location: script.locate(item.node),
        message: `The timeline is registered ${reason}, so perhaps after the page has loaded.`,
        advice: "Register it while the script runs, and add to it later if need be.",
      };
    }
  },
};

function delayOf(script: ScriptSource, item: ScriptNode): string | null {
  let inner = item;
  for (const around of ancestorsOf(item)) {
    const { node } = around;
    if (isFunction(node) && node.async && awaitsBefore(script, node, item.node)) return "after an await";
    if (node.type === "CallExpression" && node.arguments.some((given) => given === inner.node)) {
      const name = nameOfCall(node.callee);
      if (timers.test(name)) return `in ${name}()`;
      if (/^(?:then|finally)$/.test(name)) return `in a promise's ${name}()`;
    }
    inner = around;
  }
  const { node } = inner;
  return awaitsBefore(script, node, item.node) ? "after an await" : null;
}

function isFunction(node: AnyNode): node is AnyNode & { async: boolean } {
  return (
    node.type === "FunctionDeclaration" ||
    node.type === "FunctionExpression" ||
    node.type === "ArrowFunctionExpression"
  );
}

function nameOfCall(callee: AnyNode): string {
  if (callee.type === "MemberExpression" && callee.property.type === "Identifier" && !callee.computed)
    return callee.property.name;
  return pathOf(callee);
}

/** Whether the function, or the module, awaits anything above the node. */
function awaitsBefore({ nodes }: ScriptSource, scope: AnyNode, before: AnyNode): boolean {
  return nodes.some((item) => {
    if (item.node.type !== "AwaitExpression" || item.node.start >= before.end) return false;
    const owner = [...ancestorsOf(item)].find(({ node }) => isFunction(node) || node.type === "Program");
    return owner?.node === scope;
  });
}
