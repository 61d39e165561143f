import { renderBatch, type BatchOptions, type BatchResult } from "@hyperframes-engine/renderer";
import type { CliContext } from "../cli-context.ts";
import { batchWords } from "../describe-batch-event.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { formatDuration } from "../format.ts";
import { createNarrator } from "../narration/create-narrator.ts";
import { narratedWords } from "../narration/narration-words.ts";
import { createReporter } from "../reporter.ts";

/** Whether flags of `render` ask for several videos: then there are several sizes, or the output's name has a value in it. */
export function asksForRows({ data, output, size }: Readonly<Record<string, unknown>>): boolean {
  if (typeof size === "string" && /,|^\s*all\s*$/i.test(size)) return true;
  if (typeof output !== "string") return false;
  return typeof data === "string" ? output.includes("<<") : /<<[^>]*\bsize\b/.test(output);
}

/** What a batch is asked for, as the flags say it. */
export function batchFlags(
  { environment, input, signal }: CliContext,
  flags: Readonly<Record<string, unknown>>,
): BatchOptions {
  const { data, output } = flags;
  return {
    ...flags,
    data: typeof data === "string" ? data : null,
    output: typeof output === "string" ? output : null,
    failFast: flags["failFast"] === true,
    ...{ environment, signal, openInput: () => input },
  };
}

/** Renders a video for each row, and ends with code 1 if any has failed. */
export async function renderRows(
  context: CliContext,
  project: string,
  flags: Readonly<Record<string, unknown>>,
): Promise<void> {
  const said = { quiet: flags["quiet"] === true, json: flags["json"] === true };
  const reporter = createReporter(context, said, narratedWords(batchWords));
  using narrator = createNarrator({ context, flags, report: (event) => reporter.report(event) });
  try {
    const result = await renderBatch(project, {
      ...batchFlags(context, flags),
      narration: narrator.narrate,
      narrateAhead: narrator.ahead,
      narrationKey: narrator.key,
      onProgress: (event) => reporter.report(event),
    });
    reporter.finish({ event: "done", ...result }, summary(result));
    if (result.failed > 0) process.exitCode = EXIT_CODES.failed;
  } finally {
    reporter.end();
  }
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
