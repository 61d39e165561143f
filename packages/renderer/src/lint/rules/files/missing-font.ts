import { installedFamilies } from "../../../browser/fonts/font-config.ts";
import { fontId } from "../../../browser/fonts/google-fonts-table.ts";
import { webFontKind } from "../../../browser/fonts/web-font-kind.ts";
import type { Rule } from "../../finding.ts";
import { firstFamilies, familyName } from "../../first-families.ts";
import type { LintedPage } from "../../linted-page.ts";
import { pathOf, textOf } from "../../script-node.ts";

/** Of a list of families, the first is the one that is meant. Each is reported once. */
export const missingFont: Rule = {
  name: "missing-font",
  *check(page) {
    if (hasUnknownSheets(page)) return;
    const known = new Set([
      ...installedFamilies,
      ...page.packagedFonts,
      ...fontFaces(page),
      ...webFonts(page),
      ...loadedFonts(page),
    ]);
    for (const { family, location } of firstFamilies(page)) {
      const name = family.toLowerCase();
      if (known.has(name)) continue;
      known.add(name);
      yield {
        severity: "warning",
        location,
        message: `The font "${family}" is not there: fonts of the system are not used.`,
        advice: adviceOn(family),
      };
    }
  },
};

function adviceOn(family: string): string {
  const id = fontId(family);
  if (webFontKind(id) === undefined)
    return "Put its file into the project, and declare it with @font-face; else the next of the list is used.";
  return `It is fetched where there is a network. Run npm install @fontsource/${id} in the project's folder to have it everywhere; else the next of the list is used.`;
}

/** Other hosts' style sheets may bring any font. */
function hasUnknownSheets({ references }: LintedPage): boolean {
  return references.some(
    ({ kind, target }) => kind === "style" && target.kind === "remote" && !target.answered,
  );
}

function fontFaces({ styles }: LintedPage): string[] {
  return styles
    .flatMap(({ declarations }) => declarations)
    .filter(({ atRule, property }) => atRule === "font-face" && property === "font-family")
    .map(({ value }) => familyName(value).toLowerCase());
}

/** `family=Inter:wght@400;700&family=Roboto+Mono`, or `family=Inter|Roboto`: https://developers.google.com/fonts/docs/css2 */
function webFonts({ references }: LintedPage): string[] {
  return references.flatMap(({ kind, target }) => {
    if (kind !== "style" || target.kind !== "remote") return [];
    const families = new URL(target.url).searchParams.getAll("family").flatMap((given) => given.split("|"));
    return families.map((family) => family.replace(/:.*$/s, "").trim().toLowerCase());
  });
}

/** `new FontFace("Name", …)` */
function loadedFonts({ scripts }: LintedPage): string[] {
  return scripts
    .flatMap(({ nodes }) => nodes)
    .flatMap(({ node }) =>
      node.type === "NewExpression" && pathOf(node.callee) === "FontFace" ? [node.arguments[0]] : [],
    )
    .map((name) => (textOf(name) ?? "").toLowerCase());
}
