import type { Rule } from "../../finding.ts";

/** What was not looked at should be known. */
export const unreadFile: Rule = {
  name: "unread-file",
  *check({ unread }) {
    for (const file of unread) {
      yield {
        severity: "info",
        location: { file, line: 1, column: 1 },
        message: "The file was not checked: it cannot be read, is larger than 2 MB, or one of more than 300.",
        advice: "Give the right to read it, and keep data out of pages, styles and scripts.",
      };
    }
  },
};
