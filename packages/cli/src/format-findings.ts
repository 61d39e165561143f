import type { Finding } from "@hyperframes-engine/renderer";
import { visible } from "./format.ts";

/** https://en.wikipedia.org/wiki/ANSI_escape_code#Colors */
const colors: Readonly<Record<Finding["severity"], number>> = { error: 31, warning: 33, info: 36 };
const DIM = 2;

/** Findings as lines, aligned, with an empty line between files: place, severity, what, and below what to do. */
export function formatFindings(findings: readonly Finding[], color: boolean): string {
  const paint = (text: string, code: number): string =>
    color ? `\u001B[${code}m${text}\u001B[${code === DIM ? 22 : 39}m` : text;
  const places = findings.map(({ file, line, column }) => `${visible(file)}:${line}:${column}`);
  const width = Math.max(...places.map(({ length }) => length));
  return findings
    .map(({ file, severity, message, advice, rule }, index) => {
      const gap = index > 0 && findings[index - 1]?.file !== file ? "\n" : "";
      const place = (places[index] ?? "").padEnd(width);
      const first = `${place}  ${paint(severity.padEnd(7), colors[severity])}  ${visible(message)}`;
      const rest = " ".repeat(width + 11) + visible(advice);
      return `${gap}${first}  ${paint(`(${rule})`, DIM)}\n${paint(rest, DIM)}\n`;
    })
    .join("");
}
