import type { Readiness } from "./protocol.ts";
import { rootTimeline, timelineKeys } from "./timelines.ts";

const decodes = new WeakMap<HTMLImageElement, "pending" | "done">();

/** Looks at the page after its `load` event; cheap enough to be asked again and again. */
export function readReadiness(compositionId: string | null, wantsTimeline: boolean): Readiness {
  const waitingFor: string[] = [];
  const timelineMissing =
    wantsTimeline && !window.__hf && compositionId !== null && !rootTimeline(compositionId);
  if (timelineMissing) waitingFor.push(`window.__timelines["${compositionId}"]`);
  // Fonts begin to load when layout meets their first letter.
  document.body?.getBoundingClientRect();
  if (document.fonts.status === "loading") waitingFor.push("fonts");
  const pictures = [...document.images].filter((image) => !isDecoded(image));
  if (pictures.length > 0)
    waitingFor.push(`pictures (${pictures.map((image) => image.src.slice(0, 200)).join(", ")})`);
  return { waitingFor, needsTime: timelineMissing, timelineKeys: timelineKeys() };
}

function isDecoded(image: HTMLImageElement): boolean {
  if (image.loading === "lazy") image.loading = "eager";
  if (!image.currentSrc && !image.src) return true;
  // A picture that failed is complete too, without a size.
  if (image.complete && image.naturalWidth === 0) return true;
  if (!decodes.has(image)) {
    decodes.set(image, "pending");
    const done = (): void => void decodes.set(image, "done");
    image.decode().then(done, done);
  }
  return decodes.get(image) === "done";
}
