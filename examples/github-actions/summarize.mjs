// Writes a job summary in Markdown: the figures of a report, and how its video was rendered.
//
//   node summarize.mjs report.json render.jsonl
//
// render.jsonl is what `hyperframes render --json` printed.
import { readFileSync } from "node:fs";

const [reportFile, eventsFile] = process.argv.slice(2);
const report = JSON.parse(readFileSync(reportFile, "utf8"));
const events = readFileSync(eventsFile, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
const done = events.findLast(({ event }) => event === "done");
if (!done) throw new Error(`${eventsFile} does not tell of a finished video.`);

/** Names come from people: nothing of them may be Markdown or HTML. */
const safe = (text) => String(text).replace(/[\r\n]+/g, " ").replace(/[\\`*_{}[\]()#+!|<>~&-]/g, (c) => `&#${c.codePointAt(0)};`);
const number = (n) => new Intl.NumberFormat("en-US").format(n);
const signed = (n) => (n === 0 ? "±0" : new Intl.NumberFormat("en-US", { signDisplay: "always" }).format(n).replace("-", "−"));
const row = (...cells) => `| ${cells.join(" | ")} |`;

const lines = [
  `## ${safe(report.title)}, ${safe(report.edition)}`,
  "",
  safe(report.dates),
  "",
  row("", safe(report.period), safe(report.previous), "change"),
  row("---", "---:", "---:", "---:"),
  ...report.numbers.counters.map(({ label, value, previous }) => row(safe(label), number(value), number(previous), signed(value - previous))),
  "",
  ...(report.ranking
    ? [
        row(safe(report.ranking.unit), "now", "before"),
        row("---", "---:", "---:"),
        ...report.ranking.items.map(({ name, value, previous }) => row(safe(name), number(value), number(previous))),
        "",
      ]
    : []),
  `${done.width} × ${done.height}, ${safe(done.rate)} fps, ${number(done.frames)} frames, ${(done.bytes / 1e6).toFixed(1)} MB, ` +
    `rendered in ${done.seconds.toFixed(1)} s by Chromium ${safe(done.browser)}.`,
  ...done.warnings.map((warning) => `- ${safe(warning)}`),
];
console.log(lines.join("\n"));
