import type { ProtocolMapping } from "devtools-protocol/types/protocol-mapping.js";
import type { Protocol } from "devtools-protocol/types/protocol.js";
import { BrowserError, type RenderError } from "../errors.ts";
import type { DevToolsConnection, DevToolsSession } from "./devtools-connection.ts";
import type { LaunchedBrowser } from "./launch-browser.ts";
import { contextProxy, type ProxyAccess } from "./network-guard.ts";

type Commands = ProtocolMapping.Commands;
type Events = ProtocolMapping.Events;
type Reply<Name extends keyof Commands> = Promise<Commands[Name]["returnType"]>;

/** The window of a page: its size in CSS pixels. */
interface PageWindow {
  readonly width: number;
  readonly height: number;
  readonly beginFrameControl: boolean;
}

/** A browser, and its page's only way out of it. */
interface PageOwner {
  readonly launched: LaunchedBrowser;
  readonly access: ProxyAccess;
}

/**
 * One page in a context of its own (no storage or cache is shared), and the connection to it. Everything that waits
 * for the page ends when the page or the browser does.
 */
export class PageSession implements AsyncDisposable {
  readonly #browser: DevToolsConnection;
  readonly #session: DevToolsSession;
  readonly #ids: { readonly targetId: string; readonly browserContextId: string };
  readonly #waiting = new Set<(error: Error) => void>();
  #failure: RenderError | null = null;

  private constructor(
    browser: DevToolsConnection,
    session: DevToolsSession,
    ids: { targetId: string; browserContextId: string },
  ) {
    this.#browser = browser;
    this.#session = session;
    this.#ids = ids;
  }

  /** Opens an empty page. */
  static async open({ launched, access }: PageOwner, window: PageWindow): Promise<PageSession> {
    const browser = launched.connection;
    launched.pages += 1;
    const { browserContextId } = await browser.send("Target.createBrowserContext", contextProxy(access));
    const { targetId } = await browser.send("Target.createTarget", {
      url: "about:blank",
      browserContextId,
      width: window.width,
      height: window.height,
      ...(window.beginFrameControl ? { enableBeginFrameControl: true } : {}),
    });
    const session = await browser.attach(targetId);
    const page = new PageSession(browser, session, { targetId, browserContextId });
    void browser.closed.then(() => page.#fail("The browser died."));
    session.once("Inspector.targetCrashed", () => page.#fail("The page crashed."));
    await session.send("Inspector.enable");
    return page;
  }

  /** The connection itself, for what only listens. */
  get raw(): DevToolsSession {
    return this.#session;
  }

  /** The id of the page's outermost frame: https://chromedevtools.github.io/devtools-protocol/tot/Target/#type-TargetID */
  get mainFrame(): string {
    return this.#ids.targetId;
  }

  /** Sends a command to the page. */
  send<Name extends keyof Commands>(method: Name, ...parameters: Commands[Name]["paramsType"]): Reply<Name> {
    return this.#orFailure(this.#session.send(method, parameters[0]));
  }

  /** Sends a command to the browser. */
  sendToBrowser<Name extends keyof Commands>(
    method: Name,
    ...parameters: Commands[Name]["paramsType"]
  ): Reply<Name> {
    return this.#orFailure(this.#browser.send(method, parameters[0]));
  }

  /** Listens to an event for as long as the page lives. */
  on<Name extends keyof Events>(event: Name, listener: (detail: Events[Name][0]) => void): void {
    this.#session.on(event, listener);
  }

  /** Listens to the next event of a kind. */
  once<Name extends keyof Events>(event: Name, listener: (detail: Events[Name][0]) => void): void {
    this.#session.once(event, listener);
  }

  /** The next event of a kind. Ask before causing it. */
  next<Name extends keyof Events>(event: Name): Promise<Events[Name][0]> {
    return this.#orFailure(new Promise((resolve) => this.#session.once(event, resolve)));
  }

  /**
   * Calls a function of the page with JSON arguments, and returns its JSON result once it has settled.
   *
   * @throws {BrowserError} with the page's own message if it throws.
   */
  async evaluate<Result>(expression: string): Promise<Result> {
    const reply = await this.send("Runtime.evaluate", {
      expression,
      awaitPromise: true,
      returnByValue: true,
    });
    if (reply.exceptionDetails) throw new BrowserError(exceptionText(reply.exceptionDetails));
    return reply.result.value as Result;
  }

  /** Makes everything that waits for the page fail, now and from now on: because it took too long, say. */
  abandon(error: RenderError): void {
    this.#failure ??= error;
    for (const reject of this.#waiting) reject(error);
    this.#waiting.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    const { targetId, browserContextId } = this.#ids;
    // A browser that has died has closed its pages too.
    await Promise.allSettled([
      this.#browser.send("Target.closeTarget", { targetId }),
      this.#browser.send("Target.disposeBrowserContext", { browserContextId }),
    ]);
  }

  #fail(message: string): void {
    this.abandon(new BrowserError(message));
  }

  #orFailure<Result>(promise: Promise<Result>): Promise<Result> {
    if (this.#failure) {
      promise.catch(() => undefined);
      return Promise.reject(this.#failure);
    }
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      const settle = (): void => void this.#waiting.delete(reject);
      promise.then(
        (value) => (settle(), resolve(value)),
        (error: unknown) => (settle(), reject(new BrowserError(messageOf(error), error))),
      );
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** What an exception in the page says, in one line. */
export function exceptionText(details: Protocol.Runtime.ExceptionDetails): string {
  return (details.exception?.description ?? details.text).split("\n")[0] ?? details.text;
}
