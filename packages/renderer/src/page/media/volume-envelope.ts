import type { VolumeChange } from "../protocol.ts";
import { readNumber } from "../read-number.ts";
import type { MediaClip } from "./media.ts";

const AUTHORED = { least: 0, most: 1, otherwise: 1 };

/**
 * Gives media elements the volume that `data-volume` says as they appear, before the next script runs: a tween takes it
 * as its start or its end.
 *
 * @returns what ends it.
 */
export function presetVolumes(): () => void {
  const observer = new MutationObserver((records) => {
    for (const { addedNodes } of records) for (const node of addedNodes) presetWithin(node);
  });
  observer.observe(document, { childList: true, subtree: true });
  return () => observer.disconnect();
}

function presetWithin(node: Node): void {
  if (node instanceof HTMLMediaElement) preset(node);
  else if (node instanceof Element) for (const inner of node.querySelectorAll("video, audio")) preset(inner);
}

function preset(element: Element): void {
  if (!(element instanceof HTMLMediaElement) || !element.hasAttribute("data-volume")) return;
  element.volume = readNumber(element, "data-volume", AUTHORED);
}

/**
 * Whether anything on the page may set volumes: a script that speaks of them, or one that is not written in the page
 * itself. Libraries from elsewhere do nothing by themselves.
 */
export function mayChangeVolume(): boolean {
  const isOwn = (src: string): boolean => new URL(src, document.baseURI).origin === location.origin;
  const isSuspect = ({ src, text }: HTMLScriptElement): boolean =>
    src ? isOwn(src) : /volume|\bimport\b/i.test(text);
  return document.querySelector("[data-composition-src]") !== null || [...document.scripts].some(isSuspect);
}

/** Notes the volumes of media elements whenever they change. */
export class VolumeRecorder {
  readonly #last = new Map<number, number>();
  #changes: VolumeChange[] = [];

  /** Looks at the elements as a frame shows them. */
  note(media: readonly MediaClip[], frame: number): void {
    for (const { element, report } of media) {
      const { volume } = element;
      if (this.#last.get(report.index) === volume) continue;
      this.#last.set(report.index, volume);
      this.#changes.push({ index: report.index, frame, volume });
    }
  }

  /** What has changed since it was asked last. */
  take(): readonly VolumeChange[] {
    const changes = this.#changes;
    this.#changes = [];
    return changes;
  }
}
