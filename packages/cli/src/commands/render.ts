import { render, type RenderResult } from "@hyperframes-engine/renderer";
import type { Command } from "commander";
import { addOptionTable } from "../add-option-table.ts";
import type { CliContext } from "../cli-context.ts";
import { formatBytes, formatDuration } from "../format.ts";
import { createReporter } from "../reporter.ts";

const EXAMPLES = `
Examples:
  hyperframes render                              the folder you are in, to renders/NAME.mp4
  hyperframes render intro.html -o intro.mp4      one file, to a name of your own
  hyperframes render -q high --scale 2            a 1080p composition in 4K
  hyperframes render --from 2.5 --to 120f         from second 2.5 up to frame 120
  hyperframes render page.html --width 1280 --height 720 --duration 5
                                                  any page, without a composition root

Exit codes: 0 done, 1 the render failed, 2 wrong usage or composition, 3 a tool is missing, 4 timed out, 130 interrupted`;

/** \`hyperframes render\`: a composition to a video. */
export function addRenderCommand(program: Command, context: CliContext): void {
  const command = program
    .command("render")
    .description("render a composition to a video")
    .argument("[project]", "a folder with index.html, or an HTML file", ".")
    .option("--quiet", "print nothing but errors")
    .option("--json", "print events, one JSON object a line, to standard output")
    .addHelpText("after", EXAMPLES);
  addOptionTable(command);
  command.action(async (project: string, flags: Record<string, unknown>) => {
    const reporter = createReporter(context, {
      quiet: flags["quiet"] === true,
      json: flags["json"] === true,
    });
    try {
      const result = await render(project, {
        ...flags,
        environment: context.environment,
        signal: context.signal,
        onProgress: (event) => reporter.report(event),
      });
      reporter.finish({ event: "done", ...result }, summary(result));
    } finally {
      reporter.end();
    }
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
