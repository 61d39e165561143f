import {
  batchOptionTable,
  render,
  type ProgressEvent,
  type RenderResult,
} from "@hyperframes-engine/renderer";
import type { Command } from "commander";
import { addOptionTable, optionsIn, type Flags } from "../add-option-table.ts";
import type { CliContext } from "../cli-context.ts";
import { formatBytes, formatDuration } from "../format.ts";
import { addNarrationFlags } from "../narration/narration-flags.ts";
import { printEstimate } from "../narration/print-estimate.ts";
import { reportRender } from "../report-render.ts";
import { renderWords } from "../reporter.ts";
import { checkRowsOf } from "./check-rows-of.ts";
import { asksForRows, renderRows } from "./render-rows.ts";

const EXAMPLES = `
Examples:
  hyperframes render                              the folder you are in, to renders/NAME.mp4
  hyperframes render intro.html -o intro.mp4      one file, to a name of your own
  hyperframes render -q high --scale 2            a 1080p composition in 4K
  hyperframes render --from 2.5 --to 120f         from second 2.5 up to frame 120
  hyperframes render page.html --width 1280 --height 720 --duration 5
                                                  any page, without a composition root
  hyperframes render pages/story.html --root . --query 'export=1'
                                                  a page in a folder below, as its address says
  hyperframes render templates/welcome --data people.csv -o 'renders/<<id>>.mp4'
                                                  a video for each row of a file
  hyperframes render templates/welcome --data people.xlsx --check
                                                  what is wrong with the rows, without rendering
  hyperframes render templates/welcome --size all -o 'renders/welcome-<<size>>.mp4'
                                                  a video in each size of a template

Exit codes: 0 done, 1 the render failed, 2 wrong usage or composition, 3 a tool or HeyGen's key is missing, 4 timed out, 130 interrupted`;

/** `hyperframes render`: a composition to a video. */
export function addRenderCommand(program: Command, context: CliContext): void {
  const command = program
    .command("render")
    .description("render a composition to a video")
    .argument("[project]", "a folder with index.html, or an HTML file", ".")
    .option("--quiet", "print nothing but errors")
    .option("--json", "print events, one JSON object a line, to standard output")
    .option("--check", "tell everything that is wrong with the rows of --data, without rendering")
    .addHelpText("after", EXAMPLES);
  addOptionTable(command, Object.keys(batchOptionTable), batchOptionTable);
  addNarrationFlags(command);
  command.action(async (project: string, flags: Flags) => {
    const forRows = asksForRows(flags);
    if (flags["check"] === true) return checkRowsOf(context, project, flags);
    if (flags["estimate"] === true) return printEstimate(context, project, { flags, forRows });
    if (forRows) return renderRows(context, project, flags);
    const { environment, signal } = context;
    await reportRender(context, {
      ...{ flags, words: renderWords, summary },
      render: ({ narrate }, onProgress: (event: ProgressEvent) => void) =>
        render(project, { ...optionsIn(flags), narration: narrate, environment, signal, onProgress }),
    });
  });
}

function summary(result: RenderResult): string {
  const share = result.frames > 0 ? Math.round((100 * result.still) / result.frames) : 0;
  return (
    `${result.file}\n` +
    `${result.width}×${result.height}, ${result.rate} fps, ${result.frames} frames, ${formatBytes(result.bytes)}, ` +
    `rendered in ${formatDuration(result.seconds)}${share > 0 ? `, ${share} % still` : ""}\n`
  );
}
