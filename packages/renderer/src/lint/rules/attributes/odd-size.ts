import { rootOf } from "../../composition-scope.ts";
import type { Rule } from "../../finding.ts";

/** Most video formats have one colour sample for two by two pixels. */
export const oddSize: Rule = {
  name: "odd-size",
  *check(page) {
    const root = rootOf(page);
    for (const name of ["data-width", "data-height"] as const) {
      const size = Number((root?.attribute(name) ?? "").trim().replace(/px$/, ""));
      if (!root || size % 2 !== 1) continue;
      yield {
        severity: "warning",
        location: root.locate(name),
        message: `${name}="${size}" is odd; videos of most formats have even sizes.`,
        advice: `The last ${name === "data-width" ? "column" : "row"} is repeated, which makes ${size + 1}. Write an even size.`,
      };
    }
  },
};
