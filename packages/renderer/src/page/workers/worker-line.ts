import { envelope, readEnvelope, type Answer, type Ask, type Mail } from "./worker-protocol.ts";

/** The browser's own `postMessage` of what a line goes through. */
type Post = (message: unknown, transfer: Transferable[]) => void;

/** The messages between a window, or a worker, and one worker of its own. Those that come wait until they are wanted. */
export class WorkerLine {
  readonly #target: EventTarget;
  readonly #post: Post;
  readonly #held: Event[] = [];
  readonly #handed = new WeakSet<Event>();
  #resolve: ((answer: Answer) => void) | null = null;
  #isOpen = true;
  #hasAnswered = false;
  #isFresh = true;

  /** `target` is the worker, or the port to it. */
  constructor(target: EventTarget, post: Post) {
    this.#target = target;
    this.#post = post;
    target.addEventListener("message", (event) => this.#receive(event as MessageEvent));
    target.addEventListener("error", (event) => this.#fail(event));
  }

  /** Whether the worker still runs. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Whether anything was sent to the worker since it was asked last. */
  get isFresh(): boolean {
    return this.#isFresh;
  }

  /** Sends a message of the page's own. */
  send(mail: Omit<Mail, "kind">, transfer: Transferable[]): void {
    this.#isFresh = true;
    this.#post(envelope({ kind: "mail", ...mail }), transfer);
  }

  /** Brings the worker to a time. Messages are read in the order in which they were sent, so those before come first. */
  ask(ask: Omit<Ask, "kind">): Promise<Answer> {
    this.#isFresh = false;
    const answered = new Promise<Answer>((resolve) => (this.#resolve = resolve));
    this.#post(envelope({ kind: "ask", ...ask }), []);
    return answered;
  }

  /** Hands over what has come, one message after the other. Returns whether there was any. */
  async deliver(): Promise<boolean> {
    const held = this.#held.splice(0);
    for (const event of held) {
      this.#handed.add(event);
      this.#target.dispatchEvent(event);
      // What the handler has promised comes before the next message.
      await Promise.resolve();
    }
    return held.length > 0;
  }

  /** The worker is ended: what it has sent by now is not wanted any more. */
  end(): void {
    this.#held.length = 0;
    this.close();
  }

  /** The worker has ended by itself, or never began. */
  close(): void {
    this.#isOpen = false;
    this.#resolve?.({ kind: "answer", next: null, pictures: [] });
  }

  #receive(event: MessageEvent): void {
    const content = readEnvelope(event.data);
    if (!content) return;
    event.stopImmediatePropagation();
    const { ports } = event;
    if (content.kind === "mail")
      this.#held.push(new MessageEvent("message", { data: content.data, ports: [...ports] }));
    if (content.kind === "end") this.close();
    if (content.kind !== "answer") return;
    this.#hasAnswered = true;
    this.#resolve?.(content);
  }

  /** A worker whose script is not there, or cannot be read, will never answer. */
  #fail(event: Event): void {
    if (this.#handed.has(event)) return;
    event.stopImmediatePropagation();
    const details = event instanceof ErrorEvent ? event : null;
    const { message = "", filename = "", lineno = 0, colno = 0 } = details ?? {};
    this.#held.push(
      details
        ? new ErrorEvent("error", { message, filename, lineno, colno, cancelable: true })
        : new Event("error"),
    );
    const isBroken = !details || /SyntaxError/.test(message);
    if (!this.#hasAnswered && isBroken) this.close();
  }
}
