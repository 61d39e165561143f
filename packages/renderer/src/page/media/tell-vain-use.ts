import { complaintBinding } from "../protocol.ts";
import { tellRenderer } from "../tell-renderer.ts";

/** Tells that a script uses what has no effect on an element that the composition plays. */
export function tellVainUse(element: Element, name: string): void {
  const id = element.id ? ` id="${element.id}"` : "";
  tellRenderer(
    complaintBinding,
    `A script uses ${name} of <${element.localName}${id}>, which has no effect: what stands in the page when it has loaded ` +
      "plays as data-start, data-media-start and data-playback-rate say.",
  );
}
