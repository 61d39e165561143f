import { RenderError } from "@hyperframes-engine/renderer";
import type { CliContext } from "./cli-context.ts";

/** Says what went wrong: one clear message for people, one event with `--json`. */
export function printError(
  context: Pick<CliContext, "output" | "messages">,
  error: unknown,
  json: boolean,
): void {
  const known = error instanceof RenderError;
  const message = error instanceof Error ? error.message : String(error);
  if (json) {
    const event = { event: "error", code: known ? error.code : "internal", message };
    context.output.write(`${JSON.stringify(event)}\n`);
    return;
  }
  // A fault of our own is worth its stack; what the user can mend is not.
  const text = known || !(error instanceof Error) ? message : `internal error: ${error.stack ?? message}`;
  context.messages.write(`hyperframes: ${text}\n`);
}
