import type { AssetReference } from "../../asset-reference.ts";
import type { Fault, Rule } from "../../finding.ts";
import type { HtmlDocument } from "../../html-document.ts";

/** What a composition includes must have a name, and must not include itself. */
export const subComposition: Rule = {
  name: "sub-composition",
  *check({ references, documents }) {
    for (const reference of references) {
      const { element, kind } = reference;
      if (kind !== "composition" || !element) continue;
      if (!element.attribute("data-composition-id")?.trim()) {
        yield {
          severity: "error",
          location: element.locate("data-composition-src"),
          message: "The element has data-composition-src, but no data-composition-id.",
          advice: "Give it the id under which the included file registers its timeline.",
        };
      }
      yield* checkCircle(reference, documents);
    }
  },
};

function* checkCircle(
  { target, location, address }: AssetReference,
  documents: readonly HtmlDocument[],
): Generator<Fault> {
  if (target.kind !== "file" || !includers(location.file, documents).includes(target.path)) return;
  yield {
    severity: "error",
    location,
    message: `${address} includes this file, so that it includes itself.`,
    advice: "Remove one of the data-composition-src.",
  };
}

/** A file and those that include it, up to the entry. */
function includers(file: string, documents: readonly HtmlDocument[]): string[] {
  const chain = [file];
  for (let name: string | undefined = file; name !== undefined;) {
    name = documents.find(({ source }) => source.file === name)?.host?.source.file;
    if (name !== undefined) chain.push(name);
  }
  return chain;
}
