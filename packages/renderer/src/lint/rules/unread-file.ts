import type { Rule } from "../finding.ts";

/** What was not looked at should be known. */
export const unreadFile: Rule = {
  name: "unread-file",
  *check({ unread }) {
    for (const file of unread) {
      yield {
        severity: "info",
        location: { file, line: 1, column: 1 },
        message: "The file was not checked: it is larger than 2 MB, or there are more than 300 files.",
        advice: "Keep data out of pages, styles and scripts.",
      };
    }
  },
};
