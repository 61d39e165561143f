import type { Rule } from "../../finding.ts";

/** Pages read nothing but their project. */
export const outsideProject: Rule = {
  name: "outside-project",
  *check({ references }) {
    for (const { target, location, kind, address } of references) {
      if (target.kind !== "outside") continue;
      yield {
        severity: "error",
        location,
        message: `The ${kind} ${address.slice(0, 120)} lies outside of the project folder, which the page cannot read.`,
        advice: "Move the file into the project and write a path that is relative to the page.",
      };
    }
  },
};
