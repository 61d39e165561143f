import type { Clip } from "./clips.ts";
import type { MediaReport } from "./protocol.ts";

/** A media element, and what it says of itself. */
export interface MediaClip {
  readonly element: HTMLMediaElement;
  readonly report: MediaReport;
}

const RATE = { least: 0.1, most: 5 };
/** +12 dB. */
const LOUDEST = 3.98;

/** Reads every `<video>` and `<audio>` of the page, in document order. */
export function collectMedia(clips: readonly Clip[]): MediaClip[] {
  const byElement = new Map<Element, Clip>(clips.map((clip) => [clip.element, clip]));
  return [...document.querySelectorAll<HTMLMediaElement>("video, audio")].map((element, index) => ({
    element,
    report: readMedia(element, index, byElement.get(element)),
  }));
}

function readMedia(element: HTMLMediaElement, index: number, clip: Clip | undefined): MediaReport {
  const number = (name: string, otherwise: number): number => {
    const value = Number.parseFloat(element.getAttribute(name) ?? "");
    return Number.isFinite(value) ? value : otherwise;
  };
  return {
    index,
    id: element.id,
    tag: element.localName === "video" ? "video" : "audio",
    url: addressOf(element),
    start: clip?.start ?? 0,
    end: clip && Number.isFinite(clip.end) ? clip.end : null,
    inPoint: Math.max(0, number("data-media-start", number("data-playback-start", 0))),
    rate: clamp(number("data-playback-rate", 1), RATE.least, RATE.most),
    loop: element.loop,
    muted: element.hasAttribute("muted") || element.muted || element.dataset["hasAudio"] === "false",
    volume: clamp(number("data-volume", 1), 0, LOUDEST),
    track: element.getAttribute("data-track-index") ?? "",
  };
}

function addressOf(element: HTMLMediaElement): string {
  const given = element.getAttribute("src") ?? element.querySelector("source")?.getAttribute("src");
  return given ? new URL(given, document.baseURI).href : "";
}

function clamp(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
