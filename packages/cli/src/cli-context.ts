import type { ReadStream, WriteStream } from "node:tty";
import type { HeyGenEnvironment } from "@hyperframes-engine/heygen";
import type { Environment } from "@hyperframes-engine/renderer";

/** What a command may use of the process. */
export interface CliContext {
  readonly environment: Environment;
  /** What HeyGen's client may know of the process. */
  readonly heygen: HeyGenEnvironment;
  /** How this command was started, for those that start it again. */
  readonly program: { readonly file: string; readonly execArgv: readonly string[] };
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** What is typed or piped in. */
  readonly input: ReadStream;
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
