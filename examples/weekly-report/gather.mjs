// Counts the figures of this report from the changelog of Debian's chromium package.
//
//   apt-get changelog chromium | node gather.mjs        (on Debian 12, any time after the week)
//
// Writes data.json and the same figures into index.html. Entries once published do not change,
// so a later changelog gives the same figures for the same week.
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
const pair = (f) => ({ thisWeek: f(WEEK), weekBefore: f(WEEK - 1) });
const data = {
  source: "Debian 12 (bookworm), package chromium, debian/changelog",
  week: `${YEAR}-W${WEEK}`,
  updateVersions: at(YEAR, WEEK).updates,
  fixes: pair((w) => at(YEAR, w).fixes.length),
  updates: pair((w) => at(YEAR, w).updates.length),
  components: pair((w) => Object.keys(byComponent(w)).length),
  perWeek: Array.from({ length: BARS }, (_, i) => WEEK - BARS + 1 + i).map((week) => ({
    week, fixes: at(YEAR, week).fixes.length, newMajor: at(YEAR, week).major,
  })),
  runningTotal: { [YEAR - 1]: runningTotal(YEAR - 1, 52), [YEAR]: runningTotal(YEAR, WEEK) },
  // Most fixes this week; equal counts: more in the week before, then by name.
  ranking: Object.keys(now)
    .map((component) => ({ component, thisWeek: now[component], weekBefore: before[component] ?? 0 }))
    .sort((a, b) => b.thisWeek - a.thisWeek || b.weekBefore - a.weekBefore || (a.component < b.component ? -1 : 1))
    .slice(0, RANKS),
};

// One entry a line: easy to read, easy to compare.
const json = JSON.stringify(data, null, 2).replace(/\[[^[\]{}]*\]|\{[^{}[\]]*\}/g, (s) => s.replace(/\s*\n\s*/g, " "));
writeFileSync(file("data.json"), json + "\n");
const page = readFileSync(file("index.html"), "utf8");
writeFileSync(file("index.html"), page.replace(/(id="figures">\n)[^<]*/, (_, tag) => `${tag}${json}\n`));
