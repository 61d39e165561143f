import { diagnose, type Diagnosis } from "@hyperframes-engine/renderer";
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
  addOptionTable(command, ["browser", "ffmpeg", "anyProcessor"]);
  command.action(async (flags: Flags) => {
    const found = await diagnose({ ...optionsIn(flags), environment: context.environment });
    const text =
      flags["json"] === true ? `${JSON.stringify(found, null, 2)}\n` : found.map(formatDiagnosis).join("");
    context.output.write(nameFlags(text));
    if (found.some(({ ok }) => !ok)) process.exitCode = EXIT_CODES.missing;
  });
}

/** As wide as the longest name. */
const NAME_WIDTH = "fingerprint".length;
const INDENT = " ".repeat("MISSING ".length + NAME_WIDTH + 1);

function formatDiagnosis({ name, ok, detail, parts }: Diagnosis): string {
  const lines = [detail, ...(parts ? formatParts(parts) : [])];
  return `${ok ? "ok     " : "MISSING"} ${name.padEnd(NAME_WIDTH)} ${lines.join(`\n${INDENT}`)}\n`;
}

/** The digests of `--json`, as short as the name that follows from them. */
function formatParts(parts: NonNullable<Diagnosis["parts"]>): string[] {
  const { version, architecture, anyProcessor, browser, ffmpeg, probe } = parts;
  const short = (digest: string): string => digest.slice(0, 16);
  return [
    `hyperframes  ${version}`,
    `browser      ${browser.version}, executable ${short(browser.digest)}`,
    `ffmpeg       ${ffmpeg.version}, configuration ${short(ffmpeg.configuration)}`,
    `processor    ${architecture}, ${anyProcessor ? "pictures of any such" : "pictures of this one"}`,
    `probe        picture ${short(probe.picture)}, encoding ${short(probe.encoding)}`,
  ];
}
