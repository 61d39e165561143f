import type { WriteStream } from "node:tty";
import type { Environment } from "@hyperframes-engine/renderer";

/** What a command may use of the process. */
export interface CliContext {
  readonly environment: Environment;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** For results. */
  readonly output: Pick<WriteStream, "write">;
  /** For everything else. */
  readonly messages: Pick<WriteStream, "write" | "isTTY" | "columns">;
  /** Whether nobody watches, though there may be a terminal. */
  readonly ci: boolean;
  /** Whether messages may be coloured. */
  readonly color: boolean;
  /** Whether results may be. */
  readonly outputColor: boolean;
}
