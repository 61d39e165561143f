import type { Fault, Rule } from "../../finding.ts";
import type { HtmlElement } from "../../html-document.ts";

/** References and selectors find only the first element of an id. */
export const duplicateId: Rule = {
  name: "duplicate-id",
  *check({ documents }) {
    for (const { elements } of documents) {
      const named = elements.filter(({ id }) => id !== "");
      // Templates are copied, each into a place of its own.
      for (const scope of Map.groupBy(named, ({ template }) => template).values()) yield* duplicatesOf(scope);
    }
  },
};

function* duplicatesOf(elements: readonly HtmlElement[]): Generator<Fault> {
  for (const [id, [first, ...others]] of Map.groupBy(elements, (element) => element.id)) {
    for (const element of others) {
      yield {
        severity: "warning",
        location: element.locate("id"),
        message: `The id "${id}" is taken by <${first?.tag}> in line ${first?.locate().line}.`,
        advice: "Rename one of them: data-start and scripts find only the first.",
      };
    }
  }
}
