import { EventEmitter, once } from "node:events";
import type { Readable, Writable } from "node:stream";
import type { ProtocolMapping } from "devtools-protocol/types/protocol-mapping.js";

type Commands = ProtocolMapping.Commands;
type Events = ProtocolMapping.Events;

/** What the browser sends: the answer to a command, or an event. */
interface Message {
  readonly id?: number;
  readonly sessionId?: string;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Messages are separated by NUL: https://chromium.googlesource.com/chromium/src/+/main/content/browser/devtools/devtools_pipe_handler.cc */
const SEPARATOR = 0;

/**
 * The connection to a browser started with `--remote-debugging-pipe`: commands go out, answers and events come in.
 * Whatever waits fails when the browser ends.
 */
export class DevToolsConnection {
  readonly #output: Writable;
  readonly #waiting = new Map<number, Waiting>();
  readonly #sessions = new Map<string, DevToolsSession>();
  #parts: Buffer[] = [];
  #lastId = 0;
  #closed = false;
  /** Settles when the browser has closed its end. */
  readonly closed: Promise<void>;

  /** `output` is the browser's file descriptor 3, `input` its 4. */
  constructor(output: Writable, input: Readable) {
    this.#output = output;
    // A browser that dies breaks the pipe; what waits hears of it when the other one ends.
    output.on("error", () => undefined);
    input.on("error", () => undefined);
    input.on("data", (data: Buffer) => this.#receive(data));
    this.closed = once(input, "close").then(() => this.#close());
  }

  /** Sends a command to the browser itself, or to one of its sessions. */
  send<Name extends keyof Commands>(
    method: Name,
    params?: Commands[Name]["paramsType"][0],
    sessionId?: string,
  ): Promise<Commands[Name]["returnType"]> {
    if (this.#closed) return Promise.reject(new Error("The browser has ended."));
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (result) => resolve(result as Commands[Name]["returnType"]), reject });
      this.#output.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    });
  }

  /** Opens a session with a target, such as a page. */
  async attach(targetId: string): Promise<DevToolsSession> {
    const { sessionId } = await this.send("Target.attachToTarget", { targetId, flatten: true });
    const session = new DevToolsSession(this, sessionId);
    this.#sessions.set(sessionId, session);
    return session;
  }

  #receive(data: Buffer): void {
    let start = 0;
    for (let end = data.indexOf(SEPARATOR); end >= 0; end = data.indexOf(SEPARATOR, start)) {
      this.#parts.push(data.subarray(start, end));
      const text = Buffer.concat(this.#parts).toString();
      this.#parts = [];
      start = end + 1;
      this.#dispatch(JSON.parse(text) as Message);
    }
    if (start < data.length) this.#parts.push(data.subarray(start));
  }

  #dispatch({ id, sessionId, method, params, result, error }: Message): void {
    const waiting = id === undefined ? undefined : this.#waiting.get(id);
    if (id !== undefined) this.#waiting.delete(id);
    if (error) waiting?.reject(new Error(error.message));
    else waiting?.resolve(result);
    if (method === undefined) return;
    if (method === "Target.detachedFromTarget") this.#forget(params as { sessionId: string });
    if (sessionId !== undefined) this.#sessions.get(sessionId)?.emit(method, params);
  }

  #forget({ sessionId }: { readonly sessionId: string }): void {
    this.#sessions.delete(sessionId);
  }

  #close(): void {
    this.#closed = true;
    for (const { reject } of this.#waiting.values()) reject(new Error("The browser has ended."));
    this.#waiting.clear();
    this.#sessions.clear();
  }
}

/** One target's part of a connection. */
export class DevToolsSession {
  readonly #connection: DevToolsConnection;
  readonly #id: string;
  readonly #emitter = new EventEmitter();

  constructor(connection: DevToolsConnection, id: string) {
    this.#connection = connection;
    this.#id = id;
    // Many may listen for the same event, each for a while.
    this.#emitter.setMaxListeners(0);
  }

  /** Sends a command to the target. */
  send<Name extends keyof Commands>(
    method: Name,
    params?: Commands[Name]["paramsType"][0],
  ): Promise<Commands[Name]["returnType"]> {
    return this.#connection.send(method, params, this.#id);
  }

  /** Listens to an event for as long as the target lives. */
  on<Name extends keyof Events>(event: Name, listener: (detail: Events[Name][0]) => void): void {
    this.#emitter.on(event, listener);
  }

  /** Listens to the next event of a kind. */
  once<Name extends keyof Events>(event: Name, listener: (detail: Events[Name][0]) => void): void {
    this.#emitter.once(event, listener);
  }

  /** Passes an event on to those who listen. */
  emit(event: string, detail: unknown): void {
    this.#emitter.emit(event, detail);
  }
}
