import type { PlayedSource } from "../protocol.ts";
import type { ShownVideo } from "../video/shown-video.ts";
import type { FrameCallbacks } from "./frame-callbacks.ts";

/** What an element needs of the page around it. */
export interface PlayedContext {
  /** The page's time in whole milliseconds, as seconds. */
  now(): number;
  /** Keeps the page's time still, one after the other. */
  during(work: () => Promise<void>): Promise<void>;
  ask(url: string): Promise<PlayedSource>;
  open(element: HTMLVideoElement, source: PlayedSource): Promise<ShownVideo>;
  wait(callback: () => void, milliseconds: number): number;
  forget(timer: number): void;
  /** Says in a sentence what is not as it should be. */
  complain(text: string): void;
  readonly callbacks: FrameCallbacks;
}
