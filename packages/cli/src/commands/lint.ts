import { lint, severities, type Finding, type ProjectLint } from "@hyperframes-engine/renderer";
import type { Command } from "commander";
import { addOptionTable, dataOptions, optionsIn, type Flags } from "../add-option-table.ts";
import type { CliContext } from "../cli-context.ts";
import { EXIT_CODES } from "../exit-codes.ts";
import { formatFindings } from "../format-findings.ts";
import { formatCount } from "../format.ts";
import { nameFlags } from "../name-flags.ts";

const EXPLANATION = `
Every finding says where it is, what is wrong, what to do, and, in brackets, the name of its rule:
  error    will go wrong
  warning  is seldom meant
  info     is worth knowing

Exit codes: 0 nothing worse than a warning, 2 errors, or with --strict warnings`;

/** `hyperframes lint`: what will not render as the author thinks. */
export function addLintCommand(program: Command, context: CliContext): void {
  const command = program
    .command("lint")
    .description("tell what will not render as you think, without rendering")
    .argument("[project]", "a folder with index.html, or an HTML file", ".")
    .option("--json", "print JSON")
    .option("--strict", "treat warnings as errors")
    .addHelpText("after", EXPLANATION);
  addOptionTable(command, ["root", "query", "data", "size", ...dataOptions, "brand"]);
  command.action(async (project: string, flags: Flags) => {
    const { signal, output, messages, environment } = context;
    const report = await lint(project, { ...optionsIn(flags), environment, signal });
    const failed = report.counts.error > 0 || (flags["strict"] === true && report.counts.warning > 0);
    if (flags["json"] === true)
      output.write(nameFlags(`${JSON.stringify({ ok: !failed, ...report }, null, 2)}\n`));
    else {
      for (const notice of report.notices) messages.write(nameFlags(`${notice}\n`));
      output.write(nameFlags(describe(report, context.outputColor)));
    }
    if (failed) process.exitCode = EXIT_CODES.usage;
  });
}

function describe({ findings, counts, files }: ProjectLint, color: boolean): string {
  const checked = `${formatCount(files.length, "file")} checked`;
  if (findings.length === 0) return `${checked}, nothing found\n`;
  const found = severities.flatMap((severity) =>
    counts[severity] > 0 ? [formatCount(counts[severity], nouns[severity])] : [],
  );
  return `${formatFindings(findings, color)}\n${found.join(", ")}; ${checked}\n`;
}

const nouns: Readonly<Record<Finding["severity"], string>> = {
  error: "error",
  warning: "warning",
  info: "note",
};
