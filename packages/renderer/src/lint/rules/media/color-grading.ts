import { readGrading } from "../../../page/grading/grading-settings.ts";
import type { Rule } from "../../finding.ts";

const name = "data-color-grading";

/** How media are graded: what cannot be read, or cannot be done. */
export const colorGrading: Rule = {
  name: "color-grading",
  *check({ documents }) {
    for (const element of documents.flatMap(({ elements }) => elements)) {
      const given = element.attribute(name);
      if (given === null) continue;
      const location = element.locate(name);
      if (element.tag !== "img" && element.tag !== "video") {
        yield {
          severity: "warning",
          location,
          message: `${name} on <${element.tag}> does nothing.`,
          advice: "Only img and video are graded.",
        };
        continue;
      }
      for (const message of readGrading(given).problems)
        yield {
          severity: "warning",
          location,
          message,
          advice: "docs/composition-format.md#colour-grading has what can be said.",
        };
    }
  },
};
