import {
  batchOptionTable,
  renderBatch,
  type BatchEvent,
  type BatchOptions,
  type BatchResult,
} from "@hyperframes-engine/renderer";
import { optionsIn, type Flags } from "../add-option-table.ts";
import type { CliContext } from "../cli-context.ts";
import { batchWords } from "../describe-batch-event.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { formatDuration } from "../format.ts";
import { reportRender } from "../report-render.ts";

/** Whether flags of `render` ask for several videos: then there are several sizes, or the output's name has a value in it. */
export function asksForRows({ data, output, size }: Flags): boolean {
  if (typeof size === "string" && /,|^\s*all\s*$/i.test(size)) return true;
  if (typeof output !== "string") return false;
  return typeof data === "string" ? output.includes("<<") : /<<[^>]*\bsize\b/.test(output);
}

/** What a batch is asked for, as the flags say it. */
export function batchFlags({ environment, input, signal }: CliContext, flags: Flags): BatchOptions {
  return { ...optionsIn(flags, batchOptionTable), environment, signal, openInput: () => input };
}

/** Renders a video for each row, and ends with code 1 if any has failed. */
export async function renderRows(context: CliContext, project: string, flags: Flags): Promise<void> {
  const { failed } = await reportRender(context, {
    ...{ flags, words: batchWords, summary },
    render: ({ narrate, ahead, key }, onProgress: (event: BatchEvent) => void) =>
      renderBatch(project, {
        ...batchFlags(context, flags),
        ...{ narration: narrate, narrateAhead: ahead, narrationKey: key, onProgress },
      }),
  });
  if (failed > 0) process.exitCode = EXIT_CODES.failed;
}

function summary({ done, failed, unchanged, left, seconds, manifest }: BatchResult): string {
  const parts = [
    `${done} rendered`,
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(left > 0 ? [`${left} not begun`] : []),
  ];
  return `${manifest}\n${parts.join(", ")}, in ${formatDuration(seconds)}\n`;
}
