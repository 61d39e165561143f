import type { AssetReference } from "../../asset-reference.ts";
import type { Rule } from "../../finding.ts";
import type { HtmlElement } from "../../html-document.ts";

/** A video's own sound and an audio element of the same file are heard at once. */
export const doubledSound: Rule = {
  name: "doubled-sound",
  *check({ references }) {
    const audio = new Map(
      references.flatMap((item) => (item.kind === "audio" ? [[pathOf(item), item]] : [])),
    );
    for (const reference of references) {
      const twin = audio.get(pathOf(reference));
      const video = mediaOf(reference);
      if (reference.kind !== "video" || !twin || !video || !isHeard(video)) continue;
      yield {
        severity: "warning",
        location: reference.location,
        message: `This video's own sound is mixed, and <audio> in line ${twin.location.line} plays the same file: it is heard twice.`,
        advice: "Put muted on the video, or remove the audio element.",
      };
    }
  },
};

function pathOf({ target }: AssetReference): string {
  if (target.kind === "file" || target.kind === "missing") return target.path;
  return target.kind === "remote" ? target.url : "";
}

function mediaOf({ element }: AssetReference): HtmlElement | null {
  return element?.tag === "source" ? element.parent : (element ?? null);
}

function isHeard(video: HtmlElement): boolean {
  return (
    !video.has("muted") &&
    video.attribute("data-has-audio") !== "false" &&
    Number(video.attribute("data-volume") ?? 1) !== 0
  );
}
