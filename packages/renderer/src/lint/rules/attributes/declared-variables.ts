import type { Fault, Rule } from "../../finding.ts";
import type { HtmlDocument, HtmlElement } from "../../html-document.ts";
import type { LintedPage } from "../../linted-page.ts";

/** Variables are declared as a JSON list, and given as a JSON object with names from that list. */
export const declaredVariables: Rule = {
  name: "declared-variables",
  *check(page) {
    for (const element of page.documents.flatMap(({ elements }) => elements)) {
      if (element.has("data-composition-variables")) yield* checkDeclaration(element);
      if (element.has("data-variable-values")) yield* checkValues(element, page);
    }
  },
};

function* checkDeclaration(element: HtmlElement): Generator<Fault> {
  const name = "data-composition-variables";
  const declared = readJson(element, name);
  const advice = 'Write a list: \'[{"id":"title","type":"string","default":"Hello"}]\'.';
  if (declared instanceof SyntaxError) yield notJson(element, name, declared);
  else if (!Array.isArray(declared)) yield fault(element, name, `${name} is not a list.`, advice);
  else if (!declared.every((entry) => typeof propertyOf(entry, "id") === "string"))
    yield fault(element, name, `A variable in ${name} has no id.`, advice);
}

function* checkValues(element: HtmlElement, page: LintedPage): Generator<Fault> {
  const name = "data-variable-values";
  const values = readJson(element, name);
  if (values instanceof SyntaxError) {
    yield notJson(element, name, values);
  } else if (typeof values !== "object" || values === null || Array.isArray(values)) {
    yield fault(element, name, `${name} is not an object.`, 'Write names and values: \'{"title":"Hello"}\'.');
  } else {
    yield* checkNames(element, Object.keys(values), page);
  }
}

function* checkNames(element: HtmlElement, names: readonly string[], page: LintedPage): Generator<Fault> {
  const declared = declaredFor(element, page);
  if (!declared) return;
  for (const name of names.filter((given) => !declared.includes(given))) {
    yield {
      severity: "warning",
      location: element.locate("data-variable-values"),
      message: `The variable "${name}" is not declared by the composition that it is given to.`,
      advice: `Declared are: ${declared.join(", ") || "none"}. Correct the name, or declare it.`,
    };
  }
}

/** What the composition that an element stands for declares; `null` if there is no telling. */
function declaredFor(element: HtmlElement, { documents, references }: LintedPage): string[] | null {
  const reference = references.find((item) => item.kind === "composition" && item.element === element);
  if (!reference) return null;
  const { target } = reference;
  const included = documents.find(({ source }) => target.kind === "file" && source.file === target.path);
  return included ? declaredIn(included) : null;
}

function declaredIn({ elements }: HtmlDocument): string[] {
  const carriers = elements.filter((element) => element.has("data-composition-variables"));
  return carriers
    .map((carrier) => readJson(carrier, "data-composition-variables"))
    .flatMap((declared): unknown[] => (Array.isArray(declared) ? declared : []))
    .map((entry) => propertyOf(entry, "id"))
    .filter((id) => typeof id === "string");
}

function readJson(element: HtmlElement, name: string): unknown {
  try {
    return JSON.parse(element.attribute(name) ?? "");
  } catch (error) {
    if (error instanceof SyntaxError) return error;
    throw error;
  }
}

function propertyOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function notJson(element: HtmlElement, name: string, error: SyntaxError): Fault {
  const advice = "Put the attribute into single quotes, and names and texts within into double ones.";
  return fault(element, name, `${name} is not JSON: ${error.message}.`, advice);
}

function fault(...[element, name, message, advice]: [HtmlElement, string, string, string]): Fault {
  return { severity: "error", location: element.locate(name), message, advice };
}
