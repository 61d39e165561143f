import { HeyGenError } from "@hyperframes-engine/heygen";
import { CommanderError } from "commander";
import type { CliContext } from "../cli-context.ts";
import { insistOnCommand } from "../insist-on-command.ts";
import { nameCommands } from "../name-flags.ts";
import { buildHeyGen } from "./build-heygen.ts";
import { currentWords, refuseRetired } from "./commands/retired-command.ts";
import { HEYGEN_EXIT_CODES, heygenExitCodeOf } from "./heygen-exit-codes.ts";
import { UsageError } from "./usage-error.ts";

/** Runs `hyperframes heygen` with the words after it: results go to the output, errors as JSON to the messages. Returns the exit code. */
export async function runHeyGen(words: readonly string[], context: CliContext): Promise<number> {
  const said: string[] = [];
  const program = buildHeyGen(context, (text) => said.push(text));
  try {
    refuseRetired(words);
    await program.parseAsync(insistOnCommand(program, currentWords(words)), { from: "user" });
    return HEYGEN_EXIT_CODES.done;
  } catch (error) {
    return sayError(asInterruption(error), said.join(""), context);
  }
}

/** Returns the exit code. */
function sayError(error: unknown, said: string, { messages }: CliContext): number {
  const code = heygenExitCodeOf(error);
  if (error instanceof CommanderError && error.code.startsWith("commander.help")) messages.write(said);
  else if (code !== HEYGEN_EXIT_CODES.done)
    messages.write(nameCommands(`${JSON.stringify(describe(error, said))}\n`));
  return code;
}

/** Ctrl-C also ends what waits for the user, and not for HeyGen. */
function asInterruption(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown.name !== "AbortError") return thrown;
  return new HeyGenError("interrupted", "The command was interrupted.", { code: "canceled" });
}

function describe(error: unknown, said: string): object {
  if (error instanceof HeyGenError) {
    const { error: fields } = error.toJSON();
    return { error: { ...fields, ...hintOf(error) } };
  }
  if (error instanceof CommanderError) {
    return { error: { code: "usage_error", message: withoutValues(said) } };
  }
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof UsageError)) return { error: { code: "error", message } };
  return { error: { code: "usage_error", message, ...(error.param && { param: error.param }) } };
}

/** What commander says, without what was typed: somebody may have typed a key. */
function withoutValues(said: string): string {
  return said
    .replace(/^error: /, "")
    .replace(/(too many arguments[^.]*\.).*/s, "$1")
    .replace(/'(--?[\w-]+)=[^']*'/, "'$1'")
    .trim();
}

function hintOf(error: HeyGenError): { hint?: string } {
  if ("hint" in error && typeof error.hint === "string") return { hint: error.hint };
  if (error.failure === "not-permitted" && error.status !== 403)
    return { hint: "hyperframes heygen auth login" };
  return error.retryAfter === undefined ? {} : { hint: `Try again after ${error.retryAfter} s.` };
}
