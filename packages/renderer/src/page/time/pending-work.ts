import { replaceMethod } from "../realm.ts";

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
  readonly #waiting: Array<() => void> = [];
  #turn: Promise<unknown> = Promise.resolve();

  /** Counts from now on. Call before the worker's own script. */
  watch(): void {
    for (const name of slowFunctions) this.#watchMethod(globalThis, name);
    for (const name of slowCompilers) this.#watchMethod(WebAssembly, name);
    for (const [name, methods] of slow) {
      const type: unknown = Reflect.get(globalThis, name);
      if (typeof type === "function")
        for (const method of methods) this.#watchMethod(type.prototype as object, method);
    }
    this.#watchRequests();
  }

  /** Resolves once nothing is waited for. */
  async settled(): Promise<void> {
    while (this.#count > 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
  }

  #watchMethod(owner: object, name: string): void {
    replaceMethod(owner, name, (native, target, values) =>
      this.#follow(native(target, values) as Promise<unknown>),
    );
  }

  #watchRequests(): void {
    replaceMethod(XMLHttpRequest.prototype, "send", (native, target, values) => {
      this.#count += 1;
      (target as XMLHttpRequest).addEventListener("loadend", () => this.#end(), { once: true });
      return native(target, values);
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
