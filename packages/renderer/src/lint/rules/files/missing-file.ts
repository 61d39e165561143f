import type { Rule } from "../../finding.ts";

/** A file that is not there is not in the video either. */
export const missingFile: Rule = {
  name: "missing-file",
  *check({ references }) {
    for (const { target, location, kind } of references) {
      if (target.kind === "missing") {
        yield {
          severity: "error",
          location,
          message: `The ${kind} ${target.path || "/"} is not there.`,
          advice: "Correct the path, with capital letters as in the file's name, or add the file.",
        };
      } else if (target.kind === "refused") {
        yield {
          severity: "error",
          location,
          message: `The ${kind} ${target.path} is not read: ${target.reason}.`,
          advice: "Put the file itself into the project folder, under a plain name.",
        };
      }
    }
  },
};
