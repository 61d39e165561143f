import type { FrameSourceKind } from "./capture/frame-source.ts";
import { CompositionError } from "./errors.ts";

/** What happens during a render, in order. Each is plain JSON; the command line prints them with `--json`. */
export type ProgressEvent =
  | {
      readonly event: "plan";
      readonly width: number;
      readonly height: number;
      /** Frames per second: `30`, `30000/1001`. */
      readonly rate: string;
      /** Seconds. */
      readonly duration: number;
      readonly frames: number;
      readonly chunks: number;
      readonly workers: number;
      readonly browser: string;
      readonly ffmpeg: string;
    }
  | { readonly event: "source"; readonly source: FrameSourceKind; readonly reason: string }
  | ({ readonly event: "progress" } & ProgressCount)
  /** A video that the browser cannot decode is converted; `part` is from 0 to 1. */
  | { readonly event: "converting"; readonly file: string; readonly part: number }
  | { readonly event: "warning"; readonly message: string }
  /** Something is done again; `chunk` is `null` for putting the file together. */
  | {
      readonly event: "retry";
      readonly chunk: number | null;
      readonly attempt: number;
      readonly message: string;
    }
  | { readonly event: "stepping"; readonly message: string }
  | { readonly event: "resumed"; readonly frames: number }
  | { readonly event: "assembling" };

/** How far a render is. */
export interface ProgressCount {
  /** Frames done. */
  readonly frame: number;
  readonly frames: number;
  /** Of the frames done in this run, how many were still. */
  readonly still: number;
  /** Frames per second of real time in this run. */
  readonly fps: number;
  /** Seconds of real time; `null` until it can be told. */
  readonly secondsLeft: number | null;
}

/** Counts frames and passes events on. */
export class Progress {
  readonly #listener: (event: ProgressEvent) => void;
  readonly #warned = new Set<string>();
  readonly #start = performance.now();
  #frames = 0;
  #resumed = 0;
  #done = 0;
  #still = 0;

  constructor(listener: (event: ProgressEvent) => void) {
    this.#listener = listener;
  }

  /** All warnings so far. */
  get warnings(): readonly string[] {
    return [...this.#warned];
  }

  /** Of the frames rendered in this run, how many were still. */
  get still(): number {
    return this.#still;
  }

  /** Passes an event on. */
  emit(event: ProgressEvent): void {
    this.#listener(event);
  }

  /** Passes a warning on, once. */
  warn(message: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.emit({ event: "warning", message });
  }

  /**
   * Passes on what is wrong with the composition.
   *
   * @throws {CompositionError} with all of it if warnings are errors.
   */
  complain(complaints: readonly string[], { strict }: { readonly strict: boolean }): void {
    if (strict && complaints.length > 0) {
      throw new CompositionError(`${complaints.join("\n")}\nWith \`strict\`, this is an error.`);
    }
    for (const complaint of complaints) this.warn(complaint);
  }

  /** Starts counting; `resumed` frames are done already. */
  begin(frames: number, resumed: number): void {
    this.#frames = frames;
    this.#resumed = resumed;
    this.#done = 0;
    this.#still = 0;
  }

  /** One frame more is done. */
  count(still: boolean): void {
    this.#done += 1;
    if (still) this.#still += 1;
    const elapsed = (performance.now() - this.#start) / 1000;
    const fps = this.#done / elapsed;
    const frame = this.#resumed + this.#done;
    const secondsLeft = this.#done > 3 ? (this.#frames - frame) / fps : null;
    this.emit({ event: "progress", frame, frames: this.#frames, still: this.#still, fps, secondsLeft });
  }

  /** Frames that were counted are lost with their chunk. */
  uncount(frames: number, still: number): void {
    this.#done -= frames;
    this.#still -= still;
  }
}
