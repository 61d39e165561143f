import type { CliContext } from "../cli-context.ts";
import { estimateRender, formatEstimate } from "./estimate-render.ts";

/** What was asked for. */
export interface PrintedEstimate {
  readonly flags: Readonly<Record<string, unknown>>;
  /** Whether each row of the data becomes a video. */
  readonly forRows: boolean;
}

/** `render --estimate`: tells what narration would be made. Nothing is made, rendered or paid for. */
export async function printEstimate(
  context: CliContext,
  project: string,
  { flags, forRows }: PrintedEstimate,
): Promise<void> {
  const { data, size, json } = flags;
  const setting = { context, flags, report: () => undefined };
  const estimate = await estimateRender(setting, {
    project,
    data: typeof data === "string" ? data : null,
    size: typeof size === "string" ? size : null,
    everyRow: forRows,
  });
  const text =
    json === true ? `${JSON.stringify({ event: "estimate", ...estimate })}\n` : formatEstimate(estimate);
  context.output.write(text);
}
