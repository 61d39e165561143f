import { diagnose } from "@hyperframes-engine/renderer";
import type { Command } from "commander";
import { addOptionTable } from "../add-option-table.ts";
import type { CliContext } from "../cli-context.ts";
import { EXIT_CODES } from "../exit-codes.ts";

/** `hyperframes doctor`: what is found, and what is missing. */
export function addDoctorCommand(program: Command, context: CliContext): void {
  const command = program
    .command("doctor")
    .description("tell what rendering needs, what of it is there, and how to get the rest")
    .option("--json", "print JSON");
  addOptionTable(command, ["browser", "ffmpeg"]);
  command.action(async (flags: Record<string, unknown>) => {
    const found = await diagnose({ ...flags, environment: context.environment });
    const lines = found.map(
      ({ name, ok, detail }) => `${ok ? "ok     " : "MISSING"} ${name.padEnd(8)} ${detail}\n`,
    );
    context.output.write(flags["json"] === true ? `${JSON.stringify(found, null, 2)}\n` : lines.join(""));
    if (found.some(({ ok }) => !ok)) process.exitCode = EXIT_CODES.missing;
  });
}
