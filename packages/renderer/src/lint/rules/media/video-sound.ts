import type { Rule } from "../../finding.ts";

/** Whether a video is heard should be said, as browsers and previews often play videos only muted. */
export const videoSound: Rule = {
  name: "video-sound",
  *check({ documents }) {
    for (const element of documents.flatMap(({ elements }) => elements)) {
      if (element.tag !== "video" || element.has("muted") || element.has("data-has-audio")) continue;
      if (element.has("data-volume")) continue;
      yield {
        severity: "info",
        location: element.locate(),
        message: "The video is not muted: its sound, if it has any, is mixed.",
        advice: 'Write muted to leave it out, or data-has-audio="true" to say that it is meant.',
      };
    }
  },
};
