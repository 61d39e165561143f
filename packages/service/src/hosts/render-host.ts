import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { constants, setPriority } from "node:os";
import { RenderError } from "@hyperframes-engine/errors";
import type { ProgressEvent } from "@hyperframes-engine/renderer";
import type { HostAnswer, HostRequest, HostResult, HostWork } from "./host-messages.ts";

/** The program that `hostRenders` runs in. */
export interface HostProgram {
  /** A file for Node. */
  readonly file: string;
  readonly args: readonly string[];
  /** Node's own. */
  readonly execArgv: readonly string[];
}

interface Running {
  readonly resolve: (result: HostResult) => void;
  readonly reject: (error: unknown) => void;
  readonly onEvent: (event: ProgressEvent) => void;
}

/** A process that renders. It starts with the first render; if it dies, all that it was rendering fails, and the next one starts another. */
export class RenderHost implements AsyncDisposable {
  readonly #program: HostProgram;
  readonly #running = new Map<number, Running>();
  #child: ChildProcess | null = null;
  #tickets = 0;
  #isClosed = false;

  constructor(program: HostProgram) {
    this.#program = program;
  }

  /** The process; `null` while there is none. */
  get pid(): number | null {
    return this.#child?.pid ?? null;
  }

  /**
   * Renders.
   *
   * @throws {RenderError} as `render` does; `worker-lost` if the process has died.
   */
  async render(
    work: HostWork,
    { onEvent, signal }: { readonly onEvent: (event: ProgressEvent) => void; readonly signal: AbortSignal },
  ): Promise<HostResult> {
    signal.throwIfAborted();
    const child = this.#start();
    this.#tickets += 1;
    const ticket = this.#tickets;
    const cancel = (): void => this.#tell({ kind: "cancel", ticket });
    signal.addEventListener("abort", cancel, { once: true });
    try {
      return await new Promise<HostResult>((resolve, reject) => {
        this.#running.set(ticket, { resolve, reject, onEvent });
        this.#tell({ kind: "render", ticket, work }, child);
      });
    } finally {
      this.#running.delete(ticket);
      signal.removeEventListener("abort", cancel);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    const child = this.#child;
    if (!child) return;
    const ended = once(child, "exit");
    // It ends its browsers when it is let go.
    if (child.connected) child.disconnect();
    await ended;
  }

  #start(): ChildProcess {
    if (this.#child) return this.#child;
    if (this.#isClosed) throw new RenderError("interrupted", "The service is ending.");
    const { file, args, execArgv } = this.#program;
    const child = fork(file, [...args], {
      execArgv: [...execArgv],
      // A Ctrl-C in the terminal is for the service, which then decides what becomes of the renders.
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    if (child.pid !== undefined) yieldTo(child.pid);
    child.on("message", (answer: HostAnswer) => this.#settle(answer));
    child.once("exit", (code, signal) => this.#lose(child, signal ?? `code ${code}`));
    child.once("error", (error) => this.#lose(child, error.message));
    this.#child = child;
    return child;
  }

  #tell(request: HostRequest, child = this.#child): void {
    // One that has just died is noticed by its end.
    if (child?.connected) child.send(request, () => undefined);
  }

  #settle(answer: HostAnswer): void {
    if (answer.kind === "ready") return;
    const running = this.#running.get(answer.ticket);
    if (answer.kind === "event") running?.onEvent(answer.event);
    if (answer.kind === "done") running?.resolve(answer.result);
    if (answer.kind === "failed") running?.reject(RenderError.fromJSON(answer.error));
  }

  #lose(child: ChildProcess, why: string): void {
    if (this.#child !== child) return;
    this.#child = null;
    const error = new RenderError("worker-lost", `The process that rendered has ended (${why}).`);
    for (const { reject } of this.#running.values()) reject(error);
  }
}

/** What is rendered can wait; who asks cannot. Browsers and encoders inherit it. */
function yieldTo(pid: number): void {
  try {
    setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A container may forbid it; then all share the processors as equals.
  }
}
