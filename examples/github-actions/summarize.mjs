// Writes a job summary in Markdown: the figures of a report, and how its video was rendered. What is missing is left out.
//
//   node summarize.mjs report.json render.jsonl
//
// render.jsonl is what `hyperframes render --json` printed.
import { readFileSync } from "node:fs";

const [reportFile, eventsFile] = process.argv.slice(2);
const report = JSON.parse(readFileSync(reportFile, "utf8").trim() || "{}") ?? {};
const events = readFileSync(eventsFile, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));

/** Names come from people: nothing of them may be Markdown or HTML. */
const safe = (text = "") => String(text).replace(/[\r\n]+/g, " ").replace(/[\\`*_{}[\]()#+!|<>~&-]/g, (c) => `&#${c.codePointAt(0)};`);
const isNumber = (n) => Number.isFinite(n);
const number = (n) => (isNumber(n) ? new Intl.NumberFormat("en-US").format(n) : "");
const signed = (n) => (n === 0 ? "±0" : new Intl.NumberFormat("en-US", { signDisplay: "always" }).format(n).replace("-", "−"));
const change = (value, previous) => (isNumber(value) && isNumber(previous) ? signed(value - previous) : "");
const row = (...cells) => `| ${cells.join(" | ")} |`;
const list = (value) => (Array.isArray(value) ? value : []);

const title = [report.title, report.edition].filter(Boolean).map(safe).join(", ") || "Report";
const counters = list(report.numbers?.counters);
const ranking = list(report.ranking?.items);
const lines = [
  `## ${title}`,
  "",
  ...(report.dates ? [safe(report.dates), ""] : []),
  ...(counters.length > 0
    ? [
        row("", safe(report.period ?? "now"), safe(report.previous ?? "before"), "change"),
        row("---", "---:", "---:", "---:"),
        ...counters.map(({ label, value, previous }) => row(safe(label), number(value), number(previous), change(value, previous))),
      ]
    : ["There are no figures."]),
  "",
  ...(ranking.length > 0
    ? [
        row(safe(report.ranking.unit), "now", "before"),
        row("---", "---:", "---:"),
        ...ranking.map(({ name, value, previous }) => row(safe(name), number(value), number(previous))),
        "",
      ]
    : []),
  ...rendered(),
];
console.log(lines.join("\n"));

function rendered() {
  const done = events.findLast(({ event }) => event === "done");
  if (!done) {
    const failure = events.findLast(({ event }) => event === "error")?.message;
    return [failure ? `No video was finished: ${safe(failure)}` : "No video was finished."];
  }
  const warnings = list(done.warnings).map((warning) => `- ${safe(warning)}`);
  if (done.manifest) return [`${number(done.done)} videos rendered, ${number(done.unchanged)} unchanged, ${number(done.failed)} failed.`, ...warnings];
  return [
    `${done.width} × ${done.height}, ${safe(done.rate)} fps, ${number(done.frames)} frames, ${(done.bytes / 1e6).toFixed(1)} MB, ` +
      `rendered in ${done.seconds.toFixed(1)} s by Chromium ${safe(done.browser)}.`,
    ...warnings,
  ];
}
