import { checkRows, type DataCheck } from "@hyperframes-engine/renderer";
import type { Flags } from "../add-option-table.ts";
import type { CliContext } from "../cli-context.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { nameFlags } from "../name-flags.ts";
import { batchFlags } from "./render-rows.ts";

/** `render --check`: tells everything that is wrong with rows of the data, and ends with code 2 if anything is. */
export async function checkRowsOf(context: CliContext, project: string, flags: Flags): Promise<void> {
  const { output, messages } = context;
  const found = await checkRows(project, batchFlags(context, flags));
  const isRight = found.faulty === 0 && found.names.length === 0 && found.rows > 0;
  if (flags["json"] === true)
    output.write(nameFlags(`${JSON.stringify({ event: "check", ok: isRight, ...found })}\n`));
  else {
    for (const notice of found.notices) messages.write(nameFlags(`warning: ${notice}\n`));
    output.write(nameFlags(describe(found)));
  }
  if (!isRight) process.exitCode = EXIT_CODES.usage;
}

function describe({ rows, faulty, problems, names }: DataCheck): string {
  const more = faulty - problems.length;
  const lines = [
    ...problems.map(({ message }) => message),
    ...(more > 0 ? [`… and ${more} more rows.`] : []),
    ...names,
    `${rows} ${rows === 1 ? "row" : "rows"} checked, ${faulty === 0 ? "all of them fit" : `${faulty} ${faulty === 1 ? "does" : "do"} not`}`,
  ];
  return `${lines.join("\n")}\n`;
}
