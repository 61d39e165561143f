import {
  optionTable,
  snapshot,
  snapshotOptionTable,
  type SnapshotResult,
} from "@hyperframes-engine/renderer";
import type { Command } from "commander";
import { addOptionTable, optionsIn, pageOptions, type Flags } from "../add-option-table.ts";
import type { CliContext } from "../cli-context.ts";
import { nameFlags } from "../name-flags.ts";
import { createNarrator } from "../narration/create-narrator.ts";

const EXAMPLES = `
Examples:
  hyperframes snapshot --at 2.5 -o frame.png      one picture, exactly as a render has it
  hyperframes snapshot --at 0,1.5,60f -o s.png    three: s-0s.png, s-1.5s.png, s-60f.png
  hyperframes snapshot --sheet -o sheet.png       twelve evenly spaced ones on one sheet
  hyperframes snapshot --sheet --at 1,2,3 --columns 3 -o sheet.webp

Exit codes: 0 done, 1 failed, 2 wrong usage or composition, 3 a tool is missing, 4 timed out, 130 interrupted`;

/** `hyperframes snapshot`: single frames as pictures. */
export function addSnapshotCommand(program: Command, context: CliContext): void {
  const command = program
    .command("snapshot")
    .description("write single frames as pictures, or as a contact sheet")
    .argument("[project]", "a folder with index.html, or an HTML file", ".")
    .option("--quiet", "print nothing but errors")
    .option("--json", "print JSON")
    .addHelpText("after", EXAMPLES);
  addOptionTable(command, Object.keys(snapshotOptionTable), snapshotOptionTable);
  addOptionTable(command, [...pageOptions, "anyProcessor"]);
  command.action(async (project: string, flags: Flags) => {
    using narrator = createNarrator({ context, flags: { preview: true }, report: () => undefined });
    const result = await snapshot(project, {
      ...optionsIn(flags, { ...optionTable, ...snapshotOptionTable }),
      narration: narrator.narrate,
      environment: context.environment,
      signal: context.signal,
    });
    if (flags["json"] === true) context.output.write(nameFlags(`${JSON.stringify(result, null, 2)}\n`));
    else if (flags["quiet"] !== true) report(context, result);
  });
}

function report({ output, messages }: CliContext, { files, warnings }: SnapshotResult): void {
  for (const warning of warnings) messages.write(nameFlags(`warning: ${warning}\n`));
  output.write(files.map((file) => `${file}\n`).join(""));
}
