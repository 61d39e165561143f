import { fixValues } from "./fixed-values.ts";
import { watchCanvasFonts } from "./fonts/canvas-fonts.ts";
import { fixValue, replaceMethod } from "./realm.ts";
import { seedCrypto } from "./seeded-crypto.ts";
import { FrameQueue } from "./time/frame-queue.ts";
import { PendingWork } from "./time/pending-work.ts";
import { StarvedTime } from "./time/starved-time.ts";
import { tellDate } from "./time/told-date.ts";
import { earliest, WorkerDesk } from "./workers/worker-desk.ts";
import { followWorkers } from "./workers/worker-factory.ts";
import { WorkerMail } from "./workers/worker-mail.ts";
import {
  readToken,
  type Answer,
  type Ask,
  type CanvasPicture,
  type Mail,
  type WorkerToken,
} from "./workers/worker-protocol.ts";
import { WorkerTimers } from "./workers/worker-timers.ts";

/** This script itself, which runs in workers that this one makes too. */
declare const hyperframesWorker: () => void;

/** Midnight, when frame 0 of a page that is ready at once is shown, a millisecond after its navigation. */
const NAVIGATION_DATE = Date.UTC(2025, 0, 1) - 1;
/** Browsers promise that a worker's time is never 0. */
const LEAST_NOW = 0.1;

/** A worker whose clock is the page's: its timers, frames and messages wait until the page says how late it is. */
class WorkerRealm {
  readonly #timers: WorkerTimers;
  readonly #born: number;
  readonly #pending = new PendingWork();
  readonly #desk = new WorkerDesk();
  readonly #mail: WorkerMail;
  readonly #canvases = new Map<OffscreenCanvas, string>();
  readonly #frames: FrameQueue | null;
  readonly #nextTask = taskQueue();

  constructor({ id, born, name }: WorkerToken) {
    this.#timers = new WorkerTimers(born);
    this.#born = born;
    this.#pending.watch();
    this.#tellTime();
    this.#takeTimers();
    seedCrypto(id);
    fixValues();
    watchCanvasFonts((globalThis as unknown as { readonly fonts: FontFaceSet }).fonts);
    fixValue(globalThis, "name", name);
    const canvasesIn = (transfer: readonly Transferable[]): Mail["canvases"] => this.#canvasesIn(transfer);
    this.#frames = "requestAnimationFrame" in globalThis ? new FrameQueue() : null;
    followWorkers({
      ...{ desk: this.#desk, name: id, canvasesIn },
      script: `(${hyperframesWorker.toString()})();`,
      now: () => this.#timers.now,
      onWorker: () => undefined,
    });
    this.#mail = new WorkerMail({
      answer: (ask) => this.#answer(ask),
      onCanvas: (canvas, shown) => void this.#canvases.set(canvas, shown),
    });
  }

  async #answer({ time, frame, show }: Ask): Promise<Answer> {
    const settle = async (): Promise<void> => {
      await this.#nextTask();
      await this.#pending.settled();
    };
    const pictures: CanvasPicture[] = [];
    let nested: number | null = null;
    await settle();
    await this.#timers.advanceTo(time, settle);
    do {
      await this.#mail.deliver(settle);
      if (!this.#desk.isUsed) continue;
      const answer = await this.#desk.advance(time, show);
      nested = answer.next;
      pictures.push(...answer.pictures);
    } while (this.#mail.hasAny);
    if (frame) {
      this.#frames?.run(this.#now());
      await settle();
    }
    if (show) pictures.push(...this.#pictures());
    return { kind: "answer", next: earliest([this.#timers.next, nested]), pictures };
  }

  #now(): number {
    return Math.max(LEAST_NOW, this.#timers.now - this.#born);
  }

  #tellTime(): void {
    const starved = new StarvedTime(() => this.#timers.now);
    const told = { now: () => this.#now() + starved.lead() };
    replaceMethod(Performance.prototype, "now", () => told.now());
    fixValue(Performance.prototype, "timeOrigin", NAVIGATION_DATE + this.#born);
    tellDate(() =>
      Math.floor(Math.max(NAVIGATION_DATE + 1, NAVIGATION_DATE + this.#timers.now) + starved.lead()),
    );
  }

  #takeTimers(): void {
    const timers = this.#timers;
    const methods = {
      setTimeout: (callback: unknown, delay?: unknown, ...values: unknown[]) =>
        timers.set(callback, delay, { values, repeats: false }),
      setInterval: (callback: unknown, delay?: unknown, ...values: unknown[]) =>
        timers.set(callback, delay, { values, repeats: true }),
      clearTimeout: (id: unknown) => timers.clear(id),
      clearInterval: (id: unknown) => timers.clear(id),
    };
    Object.assign(globalThis, methods);
  }

  #canvasesIn(transfer: readonly Transferable[]): Mail["canvases"] {
    return transfer.flatMap((item) => {
      const shown = item instanceof OffscreenCanvas ? this.#canvases.get(item) : undefined;
      if (shown === undefined) return [];
      this.#canvases.delete(item as OffscreenCanvas);
      return [[item as OffscreenCanvas, shown] as const];
    });
  }

  /** Copies: a canvas whose picture is taken away is empty. */
  #pictures(): CanvasPicture[] {
    const drawn = [...this.#canvases].filter(([{ width, height }]) => width > 0 && height > 0);
    return drawn.map(([canvas, name]) => {
      const copy = new OffscreenCanvas(canvas.width, canvas.height);
      copy.getContext("2d")?.drawImage(canvas, 0, 0);
      return { name, picture: copy.transferToImageBitmap() };
    });
  }
}

/** Lets tasks that wait run first: a message to oneself comes after them. */
function taskQueue(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: Array<() => void> = [];
  port1.addEventListener("message", () => waiting.shift()?.());
  port1.start();
  const post = port2.postMessage.bind(port2);
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      post(null);
    });
}

const token = readToken((globalThis as unknown as { readonly name: string }).name);
if (token) void new WorkerRealm(token);
