import type { Rule } from "../../finding.ts";

/** An address that names one version is answered with another one, where only that is here. */
export const libraryVersion: Rule = {
  name: "library-version",
  *check({ references }) {
    for (const { target, location } of references) {
      if (target.kind !== "remote" || !target.answered || target.version === null) continue;
      const [message = "", advice = ""] = target.version.split(/(?<=\.) (?=For )/);
      yield { severity: "warning", location, message, advice };
    }
  },
};
