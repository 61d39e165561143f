// Counts the figures of this report from the changelog of Debian's chromium package.
//
//   apt-get changelog chromium | node gather.mjs        (on Debian 12, any time after the week)
//
// Writes the figures into report.json, and leaves its headlines as they are. Entries once published do not
// change, so a later changelog gives the same figures for the same week.
import { readFileSync, writeFileSync } from "node:fs";

const YEAR = 2026, WEEK = 44, BARS = 12, RANKS = 7, SUITE = "bookworm-security";
const file = (name) => new URL(name, import.meta.url);

// ISO week of a calendar day: the year and number of the week that holds its Thursday.
function isoWeek(day) {
  const thursday = new Date(day);
  thursday.setUTCDate(day.getUTCDate() + 3 - ((day.getUTCDay() + 6) % 7));
  const year = thursday.getUTCFullYear();
  return { year, week: 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * 864e5)) };
}

const weeks = {}; // "2026-44" -> { fixes: [{ id, component }], updates, major }
const at = (year, week) => (weeks[`${year}-${week}`] ??= { fixes: [], updates: [], major: null });
const seen = new Set();
let newest = 0;

// Oldest entry first, so a CVE that is named twice counts where it came first.
for (const entry of readFileSync(0, "utf8").split(/^(?=chromium \()/m).reverse()) {
  const head = entry.match(/^chromium \(((\d+)[^)]*)\) (\S+);/);
  const signed = entry.match(/^ -- .*>  \w+, (\d+ \w+ \d+) /m); // the day as the uploader wrote it
  if (!head || !signed) continue;
  const { year, week } = isoWeek(new Date(`${signed[1]} UTC`));
  const slot = at(year, week);
  if (head[3] === SUITE) slot.updates.push(head[1]);
  if (+head[2] > newest) slot.major = newest = +head[2];
  for (const [, id, text] of entry.replace(/\n {6,}/g, " ").matchAll(/(CVE-\d+-\d+)(.*)/g)) {
    if (seen.has(id)) continue;
    seen.add(id);
    slot.fixes.push({ id, component: text.match(/ in ([\w ]+?)(?:\.|$)/)?.[1] ?? "other" });
  }
}

const byComponent = (week) => {
  const count = {};
  for (const { component } of at(YEAR, week).fixes) count[component] = (count[component] ?? 0) + 1;
  return count;
};
const runningTotal = (year, last) => {
  let sum = 0;
  return Array.from({ length: last }, (_, i) => (sum += at(year, i + 1).fixes.length));
};

const now = byComponent(WEEK), before = byComponent(WEEK - 1);
const pair = (f) => ({ value: f(WEEK), previous: f(WEEK - 1) });
const day = (n) => new Date(Date.UTC(YEAR, 0, 4 + (WEEK - 1) * 7 - ((new Date(Date.UTC(YEAR, 0, 4)).getUTCDay() + 6) % 7) + n))
  .toLocaleDateString("en-GB", { day: "numeric", month: "long", year: n ? "numeric" : undefined, timeZone: "UTC" });

const report = JSON.parse(readFileSync(file("report.json"), "utf8"));
const { numbers, bars, lines, ranking } = report;
Object.assign(report, {
  period: `Week ${WEEK}`, previous: `Week ${WEEK - 1}`, edition: `Week ${WEEK}, ${YEAR}`, dates: `${day(0)} – ${day(6)}`,
});
numbers.counters = [
  { label: "security fixes shipped", ...pair((w) => at(YEAR, w).fixes.length) },
  { label: "updates released", ...pair((w) => at(YEAR, w).updates.length) },
  { label: "components patched", ...pair((w) => Object.keys(byComponent(w)).length) },
];
bars.items = Array.from({ length: BARS }, (_, i) => WEEK - BARS + 1 + i).map((week) => {
  const { fixes, major } = at(YEAR, week);
  return { name: `W${week}`, value: fixes.length, ...(major ? { note: `v${major}` } : {}) };
});
lines.now = { name: `${YEAR}`, values: runningTotal(YEAR, WEEK) };
lines.before = { name: `${YEAR - 1}`, values: runningTotal(YEAR - 1, 52) };
// Most fixes this week; equal counts: more in the week before, then by name.
ranking.items = Object.keys(now)
  .map((name) => ({ name, value: now[name], previous: before[name] ?? 0 }))
  .sort((a, b) => b.value - a.value || b.previous - a.previous || (a.name < b.name ? -1 : 1))
  .slice(0, RANKS);
report.source.notes[0].text = `Debian 12 “bookworm”, package chromium,\nentries ${at(YEAR, WEEK).updates
  .map((version) => version.replace(/~.*/, "")).join(" and ")}`;

// One entry a line: easy to read, easy to compare.
const json = JSON.stringify(report, null, 2).replace(/\[[^[\]{}]*\]|\{[^{}[\]]*\}/g, (s) => s.replace(/\s*\n\s*/g, " "));
writeFileSync(file("report.json"), json + "\n");
