import type { Flags } from "../add-option-table.ts";
import type { CliContext } from "../cli-context.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { nameFlags } from "../name-flags.ts";
import { estimateRender, formatEstimate } from "./estimate-render.ts";

/** What was asked for. */
interface PrintedEstimate {
  readonly flags: Flags;
  /** Whether each row of the data becomes a video. */
  readonly forRows: boolean;
}

/** `render --estimate`: tells what narration would be made. Nothing is made, rendered or paid for. */
export async function printEstimate(
  context: CliContext,
  project: string,
  { flags, forRows }: PrintedEstimate,
): Promise<void> {
  const { json } = flags;
  const setting = { context, flags, report: () => undefined };
  const estimate = await estimateRender(setting, {
    project,
    options: flags,
    everyRow: forRows,
  });
  const text =
    json === true ? `${JSON.stringify({ event: "estimate", ...estimate })}\n` : formatEstimate(estimate);
  context.output.write(nameFlags(text));
  if (estimate.faulty === 0) return;
  for (const problem of json === true ? [] : estimate.problems)
    context.messages.write(nameFlags(`${problem}\n`));
  process.exitCode = EXIT_CODES.usage;
}
