import type { FrameCallbacks } from "../media/frame-callbacks.ts";
import type { VideoFile } from "./video-file.ts";

/** What a view is of. */
interface ViewedVideo {
  readonly file: VideoFile;
  /** In seconds. */
  readonly length: number;
  readonly callbacks: FrameCallbacks;
  /** Told what a script has set in vain. */
  readonly onVain: (name: string) => void;
}

/** A script that sets a time within this of what is shown, in seconds, has lost nothing. */
const SAME_TIME = 0.1;

/** What scripts of the page see of a video that the composition places: one that is loaded, and stands at the media time that is shown. */
export class ScriptView {
  readonly #element: HTMLVideoElement;
  readonly #video: ViewedVideo;
  #mediaTime = 0;

  constructor(element: HTMLVideoElement, video: ViewedVideo) {
    this.#element = element;
    this.#video = video;
    const { file, length } = video;
    const now = (): number => this.#mediaTime;
    Object.defineProperties(element, {
      videoWidth: { get: () => file.width },
      videoHeight: { get: () => file.height },
      duration: { get: () => length },
      // Setting it does nothing: time is the composition's.
      currentTime: {
        get: now,
        set: (time: number) => {
          this.#setTime(time);
        },
      },
      readyState: { get: () => HTMLMediaElement.HAVE_ENOUGH_DATA },
      networkState: { get: () => HTMLMediaElement.NETWORK_IDLE },
      ended: { get: () => !element.loop && now() >= length },
    });
  }

  /** Tells the page that the video can be shown. */
  announce(): void {
    for (const name of ["loadedmetadata", "loadeddata", "canplay", "canplaythrough"]) {
      this.#element.dispatchEvent(new Event(name));
    }
  }

  /** Notes what time is shown, in seconds, and whether the picture is a new one. */
  show(mediaTime: number, isNew: boolean): void {
    this.#mediaTime = mediaTime;
    if (isNew) this.#video.callbacks.run(this.#video.file, mediaTime);
  }

  #setTime(time: number): void {
    if (Math.abs(time - this.#mediaTime) > SAME_TIME) this.#video.onVain("currentTime");
  }
}
