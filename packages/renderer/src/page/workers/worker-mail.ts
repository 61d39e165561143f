import { replaceMethod } from "../realm.ts";
import { envelope, readEnvelope, type Answer, type Ask, type Mail } from "./worker-protocol.ts";

/** Who reads what comes to a worker. */
interface MailReader {
  /** Brings the worker to a time. */
  answer(ask: Ask): Promise<Answer>;
  onCanvas(canvas: OffscreenCanvas, name: string): void;
}

interface HeldMail {
  readonly mail: Mail;
  readonly target: EventTarget;
  readonly ports: readonly MessagePort[];
}

type Posting = (message: unknown, transfer: Transferable[]) => void;

/** The worker's own scope, or a port of it. */
interface Correspondent extends EventTarget {
  postMessage(message: unknown, transfer: Transferable[]): void;
}

/** A worker's own side of the lines to those who have made it. What comes waits until it is wanted. */
export class WorkerMail {
  readonly #reader: MailReader;
  readonly #held: HeldMail[] = [];
  readonly #posts: Posting[] = [];
  /** A shared worker is asked by all who have it, one after the other. */
  #turn: Promise<void> = Promise.resolve();

  constructor(reader: MailReader) {
    this.#reader = reader;
    const scope = globalThis as unknown as Correspondent;
    replaceMethod(scope, "close", (native, target, values) => {
      for (const post of this.#posts) post(envelope({ kind: "end" }), []);
      return native(target, values);
    });
    if ("postMessage" in scope) this.#open(scope);
    scope.addEventListener("connect", (event) => {
      const [port] = (event as MessageEvent).ports;
      if (!port) return;
      this.#open(port);
      port.start();
    });
  }

  /** Whether anything waits. */
  get hasAny(): boolean {
    return this.#held.length > 0;
  }

  /** Hands over what has come, each as a task of its own. */
  async deliver(afterTask: () => Promise<void>): Promise<void> {
    for (let held = this.#held.shift(); held; held = this.#held.shift()) {
      const { mail, target, ports } = held;
      for (const [canvas, name] of mail.canvases) this.#reader.onCanvas(canvas, name);
      target.dispatchEvent(new MessageEvent("message", { data: mail.data, ports: [...ports] }));
      await afterTask();
    }
  }

  #open(target: Correspondent): void {
    const post: Posting = target.postMessage.bind(target);
    const wrapping = {
      postMessage: (data: unknown, options?: Transferable[] | StructuredSerializeOptions) => {
        const transfer = (Array.isArray(options) ? options : options?.transfer) ?? [];
        post(envelope({ kind: "mail", data, canvases: [] }), transfer);
      },
    };
    Object.assign(target, wrapping);
    this.#posts.push(post);
    target.addEventListener("message", (event) => {
      const { data, ports } = event as MessageEvent<unknown>;
      const content = readEnvelope(data);
      if (!content) return;
      event.stopImmediatePropagation();
      if (content.kind === "mail") this.#held.push({ mail: content, target, ports });
      if (content.kind === "ask") this.#turn = this.#turn.then(() => this.#answer(content, post));
    });
  }

  async #answer(ask: Ask, post: Posting): Promise<void> {
    const answer = await this.#reader.answer(ask);
    const transfer = answer.pictures.map(({ picture }) => picture);
    post(envelope(answer), transfer);
  }
}
