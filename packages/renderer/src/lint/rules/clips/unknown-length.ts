import { readLength, rootOf } from "../../composition-scope.ts";
import type { Rule } from "../../finding.ts";
import type { LintedPage } from "../../linted-page.ts";

/** Something must say how long a composition is; scripts may, so they are believed. */
export const unknownLength: Rule = {
  name: "unknown-length",
  *check(page) {
    const root = rootOf(page);
    if (!root || readLength(root, "data-duration") || mayEnd(page)) return;
    yield {
      severity: "error",
      location: root.locate(),
      message: "Nothing says how long the composition is: no timeline, no clip that ends, no animation.",
      advice: "Put data-duration on the root, in seconds, or give `duration`.",
    };
  },
};

function mayEnd(page: LintedPage): boolean {
  const { documents, scripts, styles, references } = page;
  if (scripts.length > 0 || references.some(({ kind }) => kind === "script")) return true;
  const declarations = styles.flatMap((style) => style.declarations);
  if (declarations.some(({ property }) => property.includes("animation"))) return true;
  const root = rootOf(page);
  return documents.some(({ elements }) =>
    elements.some(
      (element) =>
        element !== root &&
        (element.has("data-duration") || element.isMedia || element.isComposition || element.has("onload")),
    ),
  );
}
