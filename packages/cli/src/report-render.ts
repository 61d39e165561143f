import type { Flags } from "./add-option-table.ts";
import type { CliContext } from "./cli-context.ts";
import { createNarrator, type Narrator } from "./narration/create-narrator.ts";
import { narratedWords } from "./narration/narration-words.ts";
import { createReporter, type EventWords } from "./reporter.ts";

/** What is rendered, and what is said of it. */
interface ReportedRender<Event, Result> {
  readonly flags: Flags;
  readonly words: EventWords<Event>;
  readonly render: (narrator: Narrator, onProgress: (event: Event) => void) => Promise<Result>;
  /** The end in words. */
  readonly summary: (result: Result) => string;
}

/** Renders one video or many, and tells how it goes and what came of it. */
export async function reportRender<Event extends { readonly event: string }, Result extends object>(
  context: CliContext,
  { flags, words, render, summary }: ReportedRender<Event, Result>,
): Promise<Result> {
  const said = { quiet: flags["quiet"] === true, json: flags["json"] === true };
  const reporter = createReporter(context, said, narratedWords(words));
  using narrator = createNarrator({ context, flags, report: (event) => reporter.report(event) });
  try {
    const result = await render(narrator, (event) => reporter.report(event));
    reporter.finish({ event: "done", ...result }, summary(result));
    return result;
  } finally {
    reporter.end();
  }
}
