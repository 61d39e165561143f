import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { extname, join } from "node:path";
import { RenderError } from "@hyperframes-engine/errors";
import type { Answer } from "./embedded-messages.ts";
import type { SqlAnswer } from "./sql-connection.ts";

interface Waiting {
  readonly resolve: (answer: SqlAnswer) => void;
  readonly reject: (error: Error) => void;
}

/** PostgreSQL in WebAssembly, in a process of its own, so that no statement holds up whoever asks. It has one connection. */
export class EmbeddedPostgres implements AsyncDisposable {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  readonly #ended: Promise<unknown>;
  #asked = 0;
  #isClosing = false;
  #end: Error | null = null;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, "exit");
    child.on("message", (answer: Answer) => this.#settle(answer));
    child.once("exit", (code, signal) => {
      this.#stop(new Error(`The database's process has ended (${signal ?? `code ${code}`}).`));
    });
  }

  /**
   * Opens a folder, and makes it if it is missing. Only one process may have it open: see `data-folder.ts`.
   *
   * @param onEnd called if the process ends by itself.
   * @throws {RenderError} `database-failed` if it cannot be opened.
   */
  static async open(folder: string, onEnd: (error: Error) => void): Promise<EmbeddedPostgres> {
    const program = join(import.meta.dirname, `embedded-process${extname(import.meta.filename)}`);
    const child = fork(program, [folder], {
      serialization: "advanced",
      execArgv: ["--disable-warning=ExperimentalWarning"],
      // A signal of the terminal reaches all processes of its group; this one ends when it is let go.
      detached: true,
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    });
    const [first] = (await Promise.race([
      once(child, "message"),
      once(child, "exit").then(() => [null]),
    ])) as [Answer | null];
    if (first?.kind !== "ready") {
      const why = first?.kind === "failed" ? first.error.message : "its process has ended";
      throw new RenderError("database-failed", `The database in ${folder} cannot be opened: ${why}.`);
    }
    const opened = new EmbeddedPostgres(child);
    child.once("exit", () => {
      if (opened.#end && !opened.#isClosing) onEnd(opened.#end);
    });
    return opened;
  }

  /** Runs a statement, or with `null` as its values several. */
  ask(text: string, values: readonly unknown[] | null): Promise<SqlAnswer> {
    if (this.#end) return Promise.reject(this.#end);
    this.#asked += 1;
    const id = this.#asked;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#child.send({ id, text, values });
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosing = true;
    this.#stop(new Error("The database was closed."));
    if (this.#child.connected) this.#child.disconnect();
    if (this.#child.exitCode === null && this.#child.signalCode === null) await this.#ended;
  }

  #settle(answer: Answer): void {
    if (answer.kind === "ready" || answer.id === null) return;
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.kind === "done") waiting?.resolve({ rows: answer.rows, affected: answer.affected });
    else waiting?.reject(Object.assign(new Error(answer.error.message), { code: answer.error.code }));
  }

  #stop(error: Error): void {
    this.#end ??= error;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
