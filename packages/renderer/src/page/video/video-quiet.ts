import { frameCallbacksOf } from "../media/frame-callbacks.ts";
import type { PlayedMedia } from "../media/played-media.ts";
import { replaceMethod } from "../realm.ts";

/**
 * Keeps the browser from loading and playing media by itself: pictures and sound come from elsewhere, at exact times.
 * Call in every window before its own scripts.
 *
 * @param played told of what scripts do with media elements; `null` where nobody is.
 * @param onVain told what a script has done to one that the composition plays.
 */
export function quietMedia(
  played: PlayedMedia | null,
  onVain: (element: Element, name: string) => void = () => undefined,
): void {
  const prototype = HTMLMediaElement.prototype;
  const playing = interceptAutoplay(prototype, played);
  const quiet = (element: HTMLMediaElement): void => {
    element.preload = "none";
    playing.quiet(element);
  };
  const found = (element: HTMLMediaElement): void => {
    quiet(element);
    played?.touch(element);
  };
  const observer = new MutationObserver((records) => {
    for (const node of records.flatMap((record) => [...record.addedNodes])) {
      if (node instanceof HTMLMediaElement) found(node);
      else if (node instanceof Element)
        node.querySelectorAll<HTMLMediaElement>("video, audio").forEach(found);
    }
  });
  observer.observe(document, { childList: true, subtree: true });
  const owned = (element: HTMLMediaElement): ReturnType<PlayedMedia["touch"]> | undefined =>
    played && !played.isDeclared(element) ? played.touch(element) : undefined;
  prototype.play = function play() {
    return owned(this)?.play() ?? Promise.resolve();
  };
  prototype.pause = function pause() {
    const record = owned(this);
    if (record) record.pause();
    else onVain(this, "pause()");
  };
  prototype.load = function load() {
    owned(this)?.load();
  };
  HTMLVideoElement.prototype.requestVideoFrameCallback = function requestVideoFrameCallback(callback) {
    return frameCallbacksOf(this).request(callback);
  };
  HTMLVideoElement.prototype.cancelVideoFrameCallback = function cancelVideoFrameCallback(handle) {
    frameCallbacksOf(this).cancel(handle);
  };
  if (played) watchSources(prototype, found);
}

interface Autoplay {
  /** Lets the browser forget that an element is to play by itself, and notes it. */
  quiet(element: HTMLMediaElement): void;
}

function interceptAutoplay(prototype: HTMLMediaElement, played: PlayedMedia | null): Autoplay {
  const native = Object.getOwnPropertyDescriptor(prototype, "autoplay");
  const wish = (element: HTMLMediaElement, value: boolean): void => {
    if (played && !played.isDeclared(element)) played.touch(element).wantsAutoplay = value;
  };
  Object.defineProperty(prototype, "autoplay", {
    configurable: true,
    enumerable: true,
    get(this: HTMLMediaElement) {
      return played && !played.isDeclared(this) ? played.touch(this).wantsAutoplay : false;
    },
    set(this: HTMLMediaElement, value: unknown) {
      wish(this, Boolean(value));
    },
  });
  return {
    quiet(element) {
      if (native?.get?.call(element) !== true) return;
      native.set?.call(element, false);
      wish(element, true);
    },
  };
}

/** Elements that are in no page load what they are given all the same. */
function watchSources(prototype: HTMLMediaElement, found: (element: HTMLMediaElement) => void): void {
  const native = Object.getOwnPropertyDescriptor(prototype, "src");
  Object.defineProperty(prototype, "src", {
    ...native,
    set(this: HTMLMediaElement, value: unknown) {
      this.preload = "none";
      native?.set?.call(this, value);
      found(this);
    },
  });
  for (const name of ["setAttribute", "append", "appendChild"]) {
    replaceMethod(prototype, name, (call, target, values) => {
      const element = target as HTMLMediaElement;
      element.preload = "none";
      const result = call(target, values);
      if (name !== "setAttribute" || /^(src|autoplay)$/i.test(String(values[0]))) found(element);
      return result;
    });
  }
  const make = (src?: string): HTMLAudioElement => {
    const audio = document.createElement("audio");
    if (src !== undefined) audio.src = src;
    return audio;
  };
  const Maker = function Audio(src?: string): HTMLAudioElement {
    return make(src);
  };
  Maker.prototype = HTMLAudioElement.prototype;
  Object.assign(window, { Audio: Maker });
}
