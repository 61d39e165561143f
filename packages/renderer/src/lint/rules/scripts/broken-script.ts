import type { Rule } from "../../finding.ts";

/** A script with a syntax error does not run at all. */
export const brokenScript: Rule = {
  name: "broken-script",
  *check({ scripts }) {
    for (const { fault } of scripts) {
      if (!fault) continue;
      yield {
        severity: "error",
        location: fault.location,
        message: `The script cannot be read: ${fault.message}.`,
        advice: "Nothing of it runs until that is mended.",
      };
    }
  },
};
