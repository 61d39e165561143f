import { diagnose } from "@hyperframes-engine/renderer";
import type { Command } from "commander";
import { addOptionTable, optionsIn, type Flags } from "../add-option-table.ts";
import type { CliContext } from "../cli-context.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { nameFlags } from "../name-flags.ts";

/** `hyperframes doctor`: what is found, and what is missing. */
export function addDoctorCommand(program: Command, context: CliContext): void {
  const command = program
    .command("doctor")
    .description("tell what rendering needs, what of it is there, and how to get the rest")
    .option("--json", "print JSON");
  addOptionTable(command, ["browser", "ffmpeg"]);
  command.action(async (flags: Flags) => {
    const found = await diagnose({ ...optionsIn(flags), environment: context.environment });
    const lines = found.map(
      ({ name, ok, detail }) => `${ok ? "ok     " : "MISSING"} ${name.padEnd(8)} ${detail}\n`,
    );
    const text = flags["json"] === true ? `${JSON.stringify(found, null, 2)}\n` : lines.join("");
    context.output.write(nameFlags(text));
    if (found.some(({ ok }) => !ok)) process.exitCode = EXIT_CODES.missing;
  });
}
