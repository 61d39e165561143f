import { setTimeout as sleep } from "node:timers/promises";
import { settle } from "../clock/settle.ts";
import { VirtualClock } from "../clock/virtual-clock.ts";
import { frameToMicroseconds } from "../timeline/frame-rate.ts";
import { frame, microseconds, type Frame, type Microseconds } from "../timeline/units.ts";
import { limitFrame } from "./frame-limit.ts";
import type { Approach, PageSpec } from "./frame-source.ts";
import { mayLeap } from "./may-leap.ts";
import { openPage, type OpenPage, type PageSetup, type PageHome } from "./open-page.ts";

const RECONNECT_MS = 2;
/**
 * Pictures that move by themselves show what is due within this time after a frame's, which would be 17 ms otherwise. With less
 * than 0.25, Chromium 153's compositor does not wait for what the page brings to the same frame, and then for ever.
 */
const ANIMATED_INTERVAL_MS = 0.3;

/** What the browser says of a frame that was issued. */
export interface IssuedFrame {
  /** `false` if nothing was painted. Always `true` with a picture, and for the first frame after one. */
  readonly hasDamage: boolean;
  /** A PNG in base64, if one was asked for. */
  readonly picture: string | undefined;
}

/**
 * A page whose frames we issue under a clock that we hold.
 * https://chromedevtools.github.io/devtools-protocol/tot/HeadlessExperimental/#method-beginFrame
 */
export class FrameIssuer implements AsyncDisposable {
  readonly page: OpenPage<VirtualClock>;
  readonly #spec: PageSpec;
  #position = -1;
  #repetitions = 0;
  /** Whether the page was told that it has pictures that move by themselves. */
  #isAnimated: boolean;

  private constructor(page: OpenPage<VirtualClock>, spec: PageSpec) {
    this.page = page;
    this.#spec = spec;
    this.#isAnimated = page.measure.hasAnimatedPictures;
  }

  /** Opens a page. `prepare` is called on the empty page before anything is loaded. */
  static async open(
    home: PageHome,
    spec: PageSpec,
    options: Pick<PageSetup<VirtualClock>, "holdCallbacks" | "prepare">,
  ): Promise<FrameIssuer> {
    const page = await openPage(home, spec, {
      ...options,
      ownClock: false,
      beginFrameControl: true,
      makeClock: (session) => VirtualClock.stop(session),
    });
    return new FrameIssuer(page, spec);
  }

  /** The frame issued last; -1 before the first. */
  get position(): number {
    return this.#position;
  }

  /** Issues every frame that the approach asks for before `target`, without pictures. */
  async approach(target: Frame, approach: Approach): Promise<void> {
    while (this.#position < target - 1) {
      if (await mayLeap(this.page.session, approach, this.#position)) return;
      await this.issue(frame(this.#position + 1), false);
    }
  }

  /** Goes to a later frame, and issues it once `ready`, until when the page's time runs already. */
  issue(number: Frame, withPicture: boolean, ready?: Promise<void>): Promise<IssuedFrame> {
    const work = (): Promise<IssuedFrame> => this.#issue(number, withPicture, ready);
    return limitFrame(this.page.session, this.#spec.limit, { number, work });
  }

  /** Issues the frame that is shown once more, without the page's callbacks noticing. Needs `holdCallbacks`. */
  async repeat(withPicture: boolean): Promise<IssuedFrame> {
    await this.page.session.evaluate("__hyperframesAgent.hold(true)");
    const issued = await this.#draw(this.#againTime(), withPicture);
    await this.page.session.evaluate("__hyperframesAgent.hold(false)");
    return issued;
  }

  async #issue(number: Frame, withPicture: boolean, ready?: Promise<void>): Promise<IssuedFrame> {
    const time = this.#timeOf(number);
    await Promise.all([this.page.company.advanceTo(time), ready]);
    if (!this.#isAnimated && (await this.page.pictures.areThere())) await this.#admitAnimatedPictures();
    await this.page.company.beginFrame(time);
    const wasAwaited = this.page.awaited;
    if (wasAwaited) await this.#seek(number);
    // What was asked for before the frame has been waited for.
    this.page.isLate = false;
    const issued = await this.#draw(time, withPicture);
    this.#position = number;
    this.#repetitions = 0;
    const { awaited, isLate } = this.page;
    if (!isLate && (wasAwaited || !awaited)) return issued;
    // A listener wanted to be awaited for the first time, or a script has asked for a picture: this frame was issued too early.
    this.page.isLate = false;
    await this.#seek(number);
    return this.#draw(this.#againTime(), withPicture);
  }

  /**
   * A page's first frame may come before the browser has connected the page to its compositor: nothing is drawn then,
   * or no picture is taken. The page does not notice when the same time is drawn again.
   */
  async #draw(time: Microseconds, withPicture: boolean): Promise<IssuedFrame> {
    for (;;) {
      const issued = await beginFrame(this.page, time, { withPicture, isAnimated: this.#isAnimated });
      const isComplete = issued.picture !== undefined || !withPicture;
      if (isComplete && (this.#position >= 0 || (await this.#hasBegun()))) return issued;
      await sleep(RECONNECT_MS);
    }
  }

  async #admitAnimatedPictures(): Promise<void> {
    this.#isAnimated = true;
    await this.page.session.evaluate("__hyperframesAgent.admitAnimatedPictures()");
  }

  #hasBegun(): Promise<boolean> {
    return this.page.session.evaluate<boolean>("__hyperframesAgent.begun");
  }

  /** The browser draws nothing at a time that it has drawn at, so a repetition is a microsecond later. */
  #againTime(): Microseconds {
    this.#repetitions += 1;
    return microseconds(this.#timeOf(frame(this.#position)) + this.#repetitions);
  }

  #seek(number: Frame): Promise<unknown> {
    const { clock, session } = this.page;
    return settle(clock, session.evaluate(`__hyperframesAgent.seek(${number})`));
  }

  #timeOf(number: Frame): Microseconds {
    return microseconds(this.page.zero + frameToMicroseconds(number, this.#spec.rate));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.session[Symbol.asyncDispose]();
  }
}

/** Makes the browser draw one frame of an empty or a loaded page. */
export async function beginFrame(
  { session, clock }: Pick<OpenPage<VirtualClock>, "session" | "clock">,
  time: Microseconds,
  { withPicture, isAnimated = false }: { readonly withPicture: boolean; readonly isAnimated?: boolean },
): Promise<IssuedFrame> {
  const { hasDamage, screenshotData } = await session.send("HeadlessExperimental.beginFrame", {
    frameTimeTicks: clock.ticksAt(time),
    ...(isAnimated ? { interval: ANIMATED_INTERVAL_MS } : {}),
    ...(withPicture ? { screenshot: { format: "png", optimizeForSpeed: true } } : {}),
  });
  return { hasDamage, picture: screenshotData };
}
