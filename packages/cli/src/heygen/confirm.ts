import { createInterface } from "node:readline/promises";
import type { WriteStream } from "node:tty";
import { HeyGenError } from "@hyperframes-engine/heygen";
import type { CliContext } from "../cli-context.ts";

/**
 * Asks on a terminal whether to go on, unless `--force` says so.
 *
 * @throws {HeyGenError} if the answer is no, or nobody can answer.
 */
export async function confirm(
  question: string,
  flags: Readonly<Record<string, unknown>>,
  { input, messages, signal }: CliContext,
): Promise<void> {
  if (flags["force"]) return;
  const code = "confirmation_required";
  if (!input.isTTY) throw new HeyGenError("rejected", "Nobody can be asked here: add --force.", { code });
  const lines = createInterface({ input, output: messages as WriteStream });
  const answer = await lines.question(`${question} [y/N] `, { signal }).finally(() => lines.close());
  if (!/^y(es)?$/i.test(answer.trim())) throw new HeyGenError("rejected", "Nothing was done.", { code });
}
