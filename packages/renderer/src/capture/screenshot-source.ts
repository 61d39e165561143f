import { PatchedClock } from "../clock/patched-clock.ts";
import { settle } from "../clock/settle.ts";
import { frame, type Frame } from "../timeline/units.ts";
import { decodePicture } from "./decode-picture.ts";
import { limitFrame } from "./frame-limit.ts";
import type { Approach, FrameSource, Picture, Scene, Take } from "./frame-source.ts";
import { openPage, type OpenPage, type Studio } from "./open-page.ts";

/** Takes ordinary screenshots under a clock inside the page. For browsers that cannot be made to wait for frames. */
export class ScreenshotSource implements FrameSource {
  readonly kind = "screenshot";
  readonly #studio: Studio;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  async open(scene: Scene): Promise<Take> {
    const page = await openPage(this.#studio, scene, {
      holdCallbacks: false,
      ownClock: true,
      beginFrameControl: false,
      makeClock: (session) => new PatchedClock(session),
    });
    return new ScreenshotTake(page, scene);
  }
}

class ScreenshotTake implements Take {
  readonly #page: OpenPage<PatchedClock>;
  readonly #scene: Scene;
  #position = -1;
  #last = "";

  constructor(page: OpenPage<PatchedClock>, scene: Scene) {
    this.#page = page;
    this.#scene = scene;
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
    const last = approach === "jump" ? Math.min(0, number - 1) : number - 1;
    while (this.#position < last) await this.#tick(frame(this.#position + 1));
    this.#last = await this.#tick(number, () => this.#screenshot());
    return decodePicture(Buffer.from(this.#last, "base64"));
  }

  async next(): Promise<Picture | null> {
    const picture = await this.#tick(frame(this.#position + 1), () => this.#screenshot());
    if (picture === this.#last) return null;
    this.#last = picture;
    return decodePicture(Buffer.from(picture, "base64"));
  }

  #tick(number: Frame): Promise<void>;
  #tick<Value>(number: Frame, then: () => Promise<Value>): Promise<Value>;
  #tick<Value>(number: Frame, then?: () => Promise<Value>): Promise<Value | undefined> {
    const { session, clock } = this.#page;
    const work = async (): Promise<Value | undefined> => {
      await settle(clock, session.evaluate(`__hyperframesAgent.tick(${number})`));
      this.#position = number;
      return then?.();
    };
    return limitFrame(session, this.#scene.limit, { number, work });
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
