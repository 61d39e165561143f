import { replaceMethod } from "./realm.ts";

type Task = (...values: unknown[]) => Promise<unknown>;

/** Objects, and their methods that promise something which takes real time. */
const slow: ReadonlyArray<readonly [name: string, methods: readonly string[]]> = [
  ["Response", ["text", "json", "arrayBuffer", "blob", "formData", "bytes"]],
  ["Request", ["text", "json", "arrayBuffer", "blob", "formData", "bytes"]],
  ["Blob", ["text", "arrayBuffer", "bytes"]],
  ["OffscreenCanvas", ["convertToBlob"]],
  [
    "SubtleCrypto",
    [
      "digest",
      "sign",
      "verify",
      "encrypt",
      "decrypt",
      "importKey",
      "exportKey",
      "generateKey",
      "deriveBits",
      "deriveKey",
    ],
  ],
  ["ImageDecoder", ["decode"]],
  ["FontFace", ["load"]],
];
const slowFunctions = ["fetch", "createImageBitmap"];
const slowCompilers = ["compile", "instantiate", "compileStreaming", "instantiateStreaming"];

/** Counts what a worker waits for that no clock governs, such as what it fetches, so that time can wait for it too. */
export class PendingWork {
  #count = 0;
  #waiting: Array<() => void> = [];
  #turn: Promise<unknown> = Promise.resolve();

  /** Counts from now on. Call before the worker's own script. */
  watch(): void {
    const realm = globalThis as unknown as Record<string, Record<string, Task> | undefined>;
    for (const name of slowFunctions) this.#watchMethod(realm as unknown as Record<string, Task>, name);
    for (const name of slowCompilers) this.#watchMethod(WebAssembly as unknown as Record<string, Task>, name);
    for (const [name, methods] of slow) {
      const owner = (realm[name] as unknown as { prototype?: Record<string, Task> } | undefined)?.prototype;
      for (const method of owner ? methods : []) this.#watchMethod(owner ?? {}, method);
    }
    this.#watchRequests();
  }

  /** Resolves once nothing is waited for. */
  async settled(): Promise<void> {
    while (this.#count > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #watchMethod(owner: Record<string, Task>, name: string): void {
    const count = (promise: Promise<unknown>): Promise<unknown> => this.#follow(promise);
    replaceMethod(owner, name, (native) => {
      const holder = {
        method(this: unknown, ...values: unknown[]) {
          return count(Reflect.apply(native, this, values) as Promise<unknown>);
        },
      };
      return holder.method;
    });
  }

  #watchRequests(): void {
    const begin = (): void => void (this.#count += 1);
    const end = (): void => this.#end();
    replaceMethod(XMLHttpRequest.prototype, "send", (native) => {
      const holder = {
        send(this: XMLHttpRequest, body?: Document | XMLHttpRequestBodyInit | null): void {
          begin();
          this.addEventListener("loadend", end, { once: true });
          Reflect.apply(native, this, [body]);
        },
      };
      return holder.send;
    });
  }

  /** What was begun first also ends first, however long it takes. */
  #follow(promise: Promise<unknown>): Promise<unknown> {
    this.#count += 1;
    const inTurn = this.#turn.then(() => promise);
    const end = (): void => this.#end();
    this.#turn = inTurn.then(end, end);
    // Of one that fails before its turn, the browser would say that nobody listens.
    promise.catch(() => undefined);
    return inTurn;
  }

  #end(): void {
    this.#count -= 1;
    if (this.#count > 0) return;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}
