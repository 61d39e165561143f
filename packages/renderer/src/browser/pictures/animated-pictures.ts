import type { Protocol } from "devtools-protocol/types/protocol.js";
import type { PageSession } from "../page-session.ts";
import { isAnimatedPicture } from "./is-animated-picture.ts";

/** The header by which the project's server says of a picture whether it moves by itself. */
export const animatedHeader = "X-Hyperframes-Animated";

/** Kinds of files that may hold several pictures, one after the other. */
export const animatedTypes = /^image\/(?:gif|webp|a?png|avif|svg\+xml)\b/;

/** Notices pictures that move by themselves, wherever on a page they are shown and wherever they come from. */
export class AnimatedPictures {
  readonly #session: PageSession;
  readonly #undecided = new Set<string>();
  readonly #decisions = new Set<Promise<void>>();
  #found = false;

  private constructor(session: PageSession) {
    this.#session = session;
  }

  /** Starts to listen. The session's network events must be on. */
  static watch(session: PageSession): AnimatedPictures {
    const pictures = new AnimatedPictures(session);
    session.on("Network.responseReceived", (event) => pictures.#note(event));
    session.on("Network.loadingFinished", ({ requestId }) => pictures.#decideLater(requestId));
    return pictures;
  }

  /** Whether the page has loaded any by now. */
  async areThere(): Promise<boolean> {
    while (!this.#found && this.#decisions.size > 0) await Promise.all(this.#decisions);
    return this.#found;
  }

  #note({ requestId, response }: Protocol.Network.ResponseReceivedEvent): void {
    if (this.#found || !animatedTypes.test(response.mimeType)) return;
    const told = response.headers[animatedHeader];
    if (told === undefined) this.#undecided.add(requestId);
    else this.#found = told === "yes";
  }

  #decideLater(requestId: string): void {
    if (this.#found || !this.#undecided.delete(requestId)) return;
    const decision = this.#decide(requestId).finally(() => this.#decisions.delete(decision));
    this.#decisions.add(decision);
  }

  async #decide(requestId: string): Promise<void> {
    const answer = await this.#session.send("Network.getResponseBody", { requestId }).catch(() => null);
    // One that the browser has let go of already may be anything.
    const isAnimated = answer === null || isAnimatedPicture(Buffer.from(answer.body, encodingOf(answer)));
    this.#found ||= isAnimated;
  }
}

function encodingOf({ base64Encoded }: { readonly base64Encoded: boolean }): BufferEncoding {
  return base64Encoded ? "base64" : "utf8";
}
