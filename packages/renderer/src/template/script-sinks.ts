import type { AnyNode, CallExpression, NewExpression } from "acorn";

const codeTakers = /^(?:eval|Function|setTimeout|setInterval|importScripts|Worker|SharedWorker)$/;
const markupTakers =
  /^(?:insertAdjacentHTML|write|writeln|parseFromString|createContextualFragment|setHTMLUnsafe|html|append\$)$/;
const leaving = "the page is left for an address, which may be code";
const markupFields = /^(?:innerHTML|outerHTML|srcdoc)$/;

/** Why a value in a field of a node would be run as code, or read as HTML, right there; `null` if it would not. */
export function sinkIn(node: AnyNode, field: string): string | null {
  if (node.type === "ImportExpression" || /^(?:Import|Export(?:Named|All))Declaration$/.test(node.type)) {
    return field === "source" || node.type === "ImportExpression"
      ? "the address of a module cannot come from data"
      : null;
  }
  const isCall = node.type === "CallExpression" || node.type === "NewExpression";
  if (isCall && field === "arguments") return sinkOfCall(node);
  if (node.type !== "AssignmentExpression" || field !== "right") return null;
  const name = nameOf(node.left);
  if (markupFields.test(name)) return `${name} would read it as HTML: use textContent`;
  return isNavigation(node.left) ? leaving : null;
}

function sinkOfCall({ callee, arguments: values }: CallExpression | NewExpression): string | null {
  const name = nameOf(callee);
  if (codeTakers.test(name)) return `${name} would run it as code`;
  if (markupTakers.test(name)) return `${name} would read it as HTML: use textContent`;
  if (isNavigation(callee)) return leaving;
  return setsCode(name, values) ? "this attribute would run it as code" : null;
}

/** `location`, `location.href`, `location.replace`, `open`, also of a window. */
function isNavigation(node: AnyNode): boolean {
  const name = nameOf(node);
  if (name === "location") return true;
  if (node.type !== "MemberExpression") return name === "open";
  const owner = nameOf(node.object);
  return owner === "location" || (name === "open" && /^(?:window|self|top|parent|globalThis)$/.test(owner));
}

/** `setAttribute("onclick", …)`. */
function setsCode(name: string, [first]: readonly AnyNode[]): boolean {
  const isLiteral = first?.type === "Literal" && typeof first.value === "string";
  return /^setAttribute(?:NS)?$/.test(name) && isLiteral && /^(?:on|srcdoc$)/i.test(String(first.value));
}

function nameOf(node: AnyNode): string {
  if (node.type === "Identifier") return node.name;
  if (node.type !== "MemberExpression") return "";
  if (node.property.type === "Literal") return String(node.property.value);
  return node.property.type === "Identifier" ? node.property.name : "";
}
