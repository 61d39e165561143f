import type { Writable } from "node:stream";
import { explainSystemError } from "@hyperframes-engine/renderer";

/** Who reads us has gone, as `head` does, or the terminal has: nobody waits for the rest, or for a reason. */
const gone = new Set(["EPIPE", "ECONNRESET", "EIO"]);

/** What a command prints to. */
interface Outputs {
  readonly output: Writable;
  readonly messages: Writable;
}

/** Hears when a command can print no more, as on a full disk. */
export class LostOutput {
  #error: unknown = null;

  /** @param onLost called for each write that fails; `error` is to be told, once, and `null` for readers that have gone. */
  constructor({ output, messages }: Outputs, onLost: (error: unknown) => void) {
    const watch = (stream: Writable, name: string): void => {
      stream.on("error", (error: NodeJS.ErrnoException) => {
        const isTold = this.#error !== null || gone.has(error.code ?? "");
        if (!isTold) this.#error = explainSystemError(error, name);
        onLost(isTold ? null : this.#error);
      });
    };
    watch(output, "standard output");
    watch(messages, "standard error");
  }

  /** Why the output could not be printed, although somebody waits for it; `null` if all of it was printed. */
  get error(): unknown {
    return this.#error;
  }
}
