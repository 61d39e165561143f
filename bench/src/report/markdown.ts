import type { Environment } from "../environment.ts";
import type { Subject } from "../render.ts";
import type { Tool } from "../tools.ts";
import type { Summary } from "./summary.ts";

/** All that a report is made of. */
export interface Results {
  readonly environment: Environment;
  readonly tools: readonly Tool[];
  readonly subjects: readonly Subject[];
  readonly summaries: readonly Summary[];
}

interface Column {
  readonly head: string;
  readonly cell: (summary: Summary) => string;
  /** What the ratio rows compare; undefined where a ratio would say nothing. */
  readonly compared?: (summary: Summary) => number | null;
}

const MEBIBYTE = 2 ** 20;

const columns: readonly Column[] = [
  { head: "wall", cell: (row) => number(row.wallSeconds, 1, " s"), compared: (row) => row.wallSeconds },
  { head: "frames a second", cell: (row) => number(framesPerSecond(row), 1) },
  { head: "CPU", cell: (row) => number(row.cpuSeconds, 1, " s"), compared: (row) => row.cpuSeconds },
  {
    head: "peak memory (PSS)",
    cell: (row) => number(divide(row.peakPssBytes, MEBIBYTE), 0, " MiB"),
    compared: (row) => row.peakPssBytes,
  },
  { head: "file", cell: (row) => number(divide(row.bytes, 1e6), 2, " MB"), compared: (row) => row.bytes },
  { head: "SSIM, mean", cell: (row) => number(row.ssimMean, 4) },
  { head: "SSIM, worst frame", cell: (row) => number(row.ssimWorst, 4) },
];

/** The results as Markdown: a table for each composition, with ratios to the first tool, then the circumstances. */
export function markdown(results: Results): string {
  const tables = results.subjects.map((subject) => section(subject, results));
  const facts = Object.entries(results.environment).map(([name, value]) => `- ${name}: ${value}`);
  return `${[...tables, facts.join("\n")].join("\n\n")}\n`;
}

function section({ composition }: Subject, { tools, summaries }: Results): string {
  const rows = summaries.filter((summary) => summary.composition === composition.name);
  const [first, ...others] = rows;
  const frames = first?.frames ? `${first.frames} frames; ` : "";
  const title = (row: Summary) => tools.find(({ name }) => name === row.tool)?.title ?? row.tool;
  const lines = [
    line(["", ...columns.map(({ head }) => head)]),
    line(["---", ...columns.map(() => "--:")]),
    ...rows.map((row) => line([title(row), ...columns.map(({ cell }) => cell(row))])),
    ...others.map((row) =>
      line([`${title(row)} ÷ first row`, ...columns.map((column) => ratio(column, row, first))]),
    ),
  ];
  const faults = rows.flatMap((row) => row.faults.map((fault) => `\n\n**${title(row)}: ${fault}**`));
  return `### ${composition.name}\n\n${frames}${composition.about}\n\n${lines.join("\n")}${faults.join("")}`;
}

function ratio({ compared }: Column, row: Summary, first: Summary | undefined): string {
  if (!compared || !first) return "";
  return number(divide(compared(row), compared(first)), 2, "×");
}

function framesPerSecond({ frames, wallSeconds }: Summary): number | null {
  return divide(frames, wallSeconds);
}

function divide(numerator: number | null, denominator: number | null): number | null {
  return numerator !== null && denominator ? numerator / denominator : null;
}

function number(value: number | null, digits: number, unit = ""): string {
  return value === null ? "–" : `${value.toFixed(digits)}${unit}`;
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(" | ")} |`;
}
