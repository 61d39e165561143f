import { rootTimes, type Clip } from "../composition/clips.ts";
import type { CompositionTree } from "../composition/composition-tree.ts";
import type { MediaReport } from "../protocol.ts";
import { readNumber } from "../read-number.ts";

/** A media element, and what it says of itself. */
export interface MediaClip {
  readonly element: HTMLMediaElement;
  readonly report: MediaReport;
}

const RATE = { least: 0.1, most: 5, otherwise: 1 };
/** At most +12 dB. */
const VOLUME = { least: 0, most: 3.98, otherwise: 1 };
const FADE = { least: 0, most: Infinity, otherwise: 0 };

/**
 * Reads every `<video>` and `<audio>` of the page that no script plays, in document order. Inside a composition that starts late, or plays at
 * a rate of its own, times and rates are multiplied out to those of the root.
 */
export function collectMedia(
  tree: CompositionTree,
  clips: readonly Clip[],
  isPlayed: (element: Element) => boolean,
): MediaClip[] {
  const byElement = new Map<Element, Clip>(clips.map((clip) => [clip.element, clip]));
  const all = [...document.querySelectorAll<HTMLMediaElement>("video, audio")];
  return all
    .filter((element) => !isPlayed(element))
    .map((element, index) => {
      const clip = byElement.get(element) ?? { node: tree.ownerOf(element), start: 0, end: Infinity };
      return { element, report: { index, ...readPlace(element, clip), ...readSound(element) } };
    });
}

function readPlace(
  element: HTMLMediaElement,
  clip: Pick<Clip, "node" | "start" | "end">,
): Pick<MediaReport, "id" | "tag" | "url" | "start" | "end" | "inPoint" | "rate" | "track"> {
  const atLeast0 = { least: 0, most: Infinity, otherwise: 0 };
  const rate = readNumber(element, "data-playback-rate", RATE);
  const otherwise = readNumber(element, "data-playback-start", atLeast0);
  const { start, end } = rootTimes(clip);
  // Where the composition around it begins in the middle, the medium does too.
  const cut = (start - clip.node.toRoot(clip.start)) * clip.node.speed * rate;
  return {
    id: element.id,
    tag: element.localName === "video" ? "video" : "audio",
    url: addressOf(element),
    start,
    end: Number.isFinite(end) ? end : null,
    inPoint: readNumber(element, "data-media-start", { ...atLeast0, otherwise }) + cut,
    rate: rate * clip.node.speed,
    track: element.getAttribute("data-track-index") ?? "",
  };
}

function readSound(
  element: HTMLMediaElement,
): Pick<MediaReport, "loop" | "muted" | "volume" | "fadeIn" | "fadeOut"> {
  return {
    loop: element.loop,
    muted: element.hasAttribute("muted") || element.muted || element.dataset["hasAudio"] === "false",
    volume: readNumber(element, "data-volume", VOLUME),
    fadeIn: readNumber(element, "data-fade-in", FADE),
    fadeOut: readNumber(element, "data-fade-out", FADE),
  };
}

function addressOf(element: HTMLMediaElement): string {
  const given = element.getAttribute("src") ?? element.querySelector("source")?.getAttribute("src");
  return given ? new URL(given, document.baseURI).href : "";
}
