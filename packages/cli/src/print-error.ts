import { RenderError } from "@hyperframes-engine/renderer";
import type { CliContext } from "./cli-context.ts";
import { nameFlags } from "./name-flags.ts";

/** Says what went wrong: one clear message for people, one event with `--json`. */
export function printError(
  context: Pick<CliContext, "output" | "messages">,
  error: unknown,
  json: boolean,
): void {
  const known = error instanceof RenderError;
  const message = nameFlags(error instanceof Error ? error.message : String(error));
  if (json) {
    const event = known ? error.toJSON() : { code: "internal", message };
    context.output.write(nameFlags(`${JSON.stringify({ event: "error", ...event })}\n`));
    return;
  }
  // A fault of our own is worth its stack; what the user can mend is not.
  const text = known || !(error instanceof Error) ? message : `internal error: ${error.stack ?? message}`;
  context.messages.write(`hyperframes: ${text}\n`);
}
