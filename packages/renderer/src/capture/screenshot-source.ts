import { PatchedClock } from "../clock/patched-clock.ts";
import { settle } from "../clock/settle.ts";
import { frame, microseconds, type Frame } from "../timeline/units.ts";
import { limitFrame } from "./frame-limit.ts";
import type { Approach, FrameSource, Picture, PageSpec, Take } from "./frame-source.ts";
import { mayLeap } from "./may-leap.ts";
import { openPage, type OpenPage, type PageHome } from "./open-page.ts";
import { PngPictures } from "./png-pictures.ts";

const REAL_TIME_PICTURES =
  "The page has pictures that move by themselves (GIF, WebP, APNG, AVIF): with the frame source screenshot they move in real time, " +
  "so that no two renders are alike. Use headless-shell on Linux or Windows.";

/** Takes ordinary screenshots under a clock inside the page. For browsers that cannot be made to wait for frames. */
export class ScreenshotSource implements FrameSource {
  readonly kind = "screenshot";
  readonly #home: PageHome;

  constructor(home: PageHome) {
    this.#home = home;
  }

  async open(spec: PageSpec): Promise<Take> {
    const page = await openPage(this.#home, spec, {
      holdCallbacks: false,
      ownClock: true,
      beginFrameControl: false,
      makeClock: (session) => new PatchedClock(session),
    });
    return new ScreenshotTake(page, spec);
  }
}

class ScreenshotTake implements Take {
  readonly #page: OpenPage<PatchedClock>;
  readonly #spec: PageSpec;
  readonly #pictures: PngPictures;
  #position = -1;

  constructor(page: OpenPage<PatchedClock>, spec: PageSpec) {
    this.#page = page;
    this.#spec = spec;
    this.#pictures = new PngPictures(spec);
  }

  get measure(): Take["measure"] {
    return this.#page.measure;
  }

  get log(): Take["log"] {
    return this.#page.log;
  }

  get position(): number {
    return this.#position;
  }

  async show(number: Frame, approach: Approach): Promise<Picture> {
    while (this.#position < number - 1) {
      if (await mayLeap(this.#page.session, approach, this.#position)) break;
      await this.#tick(frame(this.#position + 1));
    }
    await this.#pictures.accept(await this.#tick(number, () => this.#screenshot()));
    return this.#pictures.current;
  }

  async next(): Promise<Picture | null> {
    const picture = await this.#tick(frame(this.#position + 1), () => this.#screenshot());
    return (await this.#pictures.accept(picture)) ? this.#pictures.current : null;
  }

  #tick(number: Frame): Promise<void>;
  #tick<Value>(number: Frame, then: () => Promise<Value>): Promise<Value>;
  #tick<Value>(number: Frame, then?: () => Promise<Value>): Promise<Value | undefined> {
    const { session, clock, company, zero } = this.#page;
    const { numerator, denominator } = this.#spec.rate;
    const time = microseconds(zero + (number * denominator * 1e6) / numerator);
    const work = async (): Promise<Value | undefined> => {
      await company.advanceTo(time);
      await company.beginFrame(time);
      await settle(clock, session.evaluate(`__hyperframesAgent.tick(${number})`));
      this.#position = number;
      if (await this.#page.pictures.areThere()) this.#page.log.addComplaint(REAL_TIME_PICTURES);
      return then?.();
    };
    return limitFrame(session, this.#spec.limit, { number, work });
  }

  async #screenshot(): Promise<string> {
    const { data } = await this.#page.session.send("Page.captureScreenshot", {
      format: "png",
      optimizeForSpeed: true,
      captureBeyondViewport: false,
    });
    return data;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#page.session[Symbol.asyncDispose]();
  }
}
