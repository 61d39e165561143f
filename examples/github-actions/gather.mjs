// Counts the figures of a week from a repository's own history, for the template weekly-report. Node and git, nothing else.
//
//   node gather.mjs [--repository .] [--week 2026-W47] [--name NAME] --output report.json
//
// Without --week: the ISO week (Monday to Sunday, UTC) of yesterday, which on Mondays is the one that has just ended.
import { execFile, spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { basename, extname, resolve } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs, promisify } from "node:util";

const DAY = 864e5, WEEK = 7 * DAY, BARS = 12, RANKS = 7;
const { values: given } = parseArgs({
  options: {
    repository: { type: "string", default: "." }, week: { type: "string" }, name: { type: "string" },
    output: { type: "string", default: "report.json" },
  },
});
const repository = resolve(given.repository);
// Whatever the repository or the machine has set: no pager, no external diff, no colours, names as they are.
const git = ["-C", repository, "--no-pager", "-c", "core.quotePath=false", "-c", "color.ui=false", "-c", "log.showSignature=false"];

/** The output of a git command that says little. */
const ask = async (...args) =>
  (await promisify(execFile)("git", [...git, ...args], { maxBuffer: 2 ** 28, encoding: "utf8" })).stdout;

/* Weeks: numbered from an arbitrary Monday on, so that they can be counted with */
const FIRST_MONDAY = Date.UTC(1970, 0, 5);
const weekOf = (time) => Math.floor((time - FIRST_MONDAY) / WEEK);
const mondayOf = (week) => FIRST_MONDAY + week * WEEK;
/** Year and number of a week, as ISO 8601 counts: those of its Thursday. */
function isoWeek(week) {
  const thursday = new Date(mondayOf(week) + 3 * DAY);
  const year = thursday.getUTCFullYear();
  return { year, number: 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / WEEK) };
}
function weekNamed(name) {
  const [, year, number] = /^(\d{4})-W(\d{2})$/.exec(name) ?? [];
  if (!year) throw new Error(`--week must be like 2026-W47, but is ${name}.`);
  const week = weekOf(Date.UTC(Number(year), 0, 4)) + Number(number) - 1;
  if (isoWeek(week).number !== Number(number)) throw new Error(`${year} has no week ${number}.`);
  return week;
}
const day = (time) => new Date(time).toISOString().slice(0, 10);

const week = given.week ? weekNamed(given.week) : weekOf(Date.now() - DAY);
const { year, number } = isoWeek(week);
const before = isoWeek(week - 1);
/** Where the year before this one began: the running totals need it. */
const start = weekOf(Date.UTC(year - 1, 0, 4));

/* History: one pass over git log, in which nothing is kept but sums */
const slots = new Map();
const slot = (at) => {
  if (!slots.has(at)) slots.set(at, { commits: 0, added: 0, removed: 0, authors: new Set() });
  return slots.get(at);
};

await new Promise((done, fail) => {
  const range = [`--since=${day(mondayOf(start))}T00:00:00Z`, `--until=${day(mondayOf(week + 1))}T00:00:00Z`];
  const args = [...git, "log", "--no-merges", "--no-renames", "--no-ext-diff", "--no-textconv", "--numstat", "--format=%x01%ct%x01%aN", ...range, "HEAD", "--"];
  const child = spawn("git", args, { stdio: ["ignore", "pipe", "pipe"] });
  let complaint = "", at = null;
  child.stderr.on("data", (text) => (complaint = `${complaint}${text}`.slice(-2000)));
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    if (line.startsWith("\x01")) {
      const [, seconds, author] = line.split("\x01");
      at = slot(weekOf(Number(seconds) * 1000));
      at.commits += 1;
      at.authors.add(author);
      return;
    }
    // A binary file has dashes instead of numbers.
    const [, added, removed] = /^(\d+)\t(\d+)\t/.exec(line) ?? [];
    if (!at || added === undefined) return;
    at.added += Number(added);
    at.removed += Number(removed);
  });
  const closed = new Promise((resolved) => lines.once("close", resolved));
  child.once("error", fail);
  child.once("close", (code) => closed.then(() => (code === 0 ? done() : fail(new Error(`git log failed: ${complaint}`)))));
});

/** Tags by the week they were made in. */
const tags = new Map();
const refs = await ask("for-each-ref", "refs/tags", "--sort=creatordate", "--format=%(creatordate:unix)%09%(refname:short)");
for (const line of refs.split("\n").filter(Boolean)) {
  const [seconds, name] = line.split("\t");
  const at = weekOf(Number(seconds) * 1000);
  tags.set(at, [...(tags.get(at) ?? []), name]);
}

/* Files by language, at the end of a week */
const LANGUAGES = {
  ts: "TypeScript", mts: "TypeScript", tsx: "TypeScript", js: "JavaScript", mjs: "JavaScript", cjs: "JavaScript", jsx: "JavaScript",
  html: "HTML", css: "CSS", scss: "CSS", md: "Markdown", json: "JSON", jsonl: "JSON", yml: "YAML", yaml: "YAML", py: "Python", rs: "Rust",
  go: "Go", java: "Java", kt: "Kotlin", c: "C", h: "C", cpp: "C++", cc: "C++", hpp: "C++", rb: "Ruby", php: "PHP", sh: "Shell", sql: "SQL",
  swift: "Swift", cs: "C#", svg: "SVG", png: "Pictures", jpg: "Pictures", jpeg: "Pictures", gif: "Pictures", webp: "Pictures",
  toml: "TOML", vue: "Vue", txt: "Text", lua: "Lua", dart: "Dart", scala: "Scala", ex: "Elixir", exs: "Elixir", r: "R",
};
async function filesByLanguage(at) {
  // The moment itself counts as before it.
  const end = new Date(mondayOf(at + 1) - 1000).toISOString();
  const commit = (await ask("rev-list", "-1", `--before=${end}`, "HEAD", "--")).trim();
  const counts = new Map();
  if (!commit) return counts;
  for (const path of (await ask("ls-tree", "-r", "-z", "--name-only", commit)).split("\0").filter(Boolean)) {
    const language = LANGUAGES[extname(path).slice(1).toLowerCase()] ?? "Other";
    counts.set(language, (counts.get(language) ?? 0) + 1);
  }
  return counts;
}
const [filesNow, filesBefore] = [await filesByLanguage(week), await filesByLanguage(week - 1)];
const ranking = [...filesNow]
  .filter(([name]) => name !== "Other")
  .map(([name, value]) => ({ name, value, previous: filesBefore.get(name) ?? 0 }))
  .sort((a, b) => b.value - a.value || b.previous - a.previous || (a.name < b.name ? -1 : 1))
  .slice(0, RANKS);

/* Words */
const plural = (n, one, many = `${one}s`) => `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;
const [now, last] = [slot(week), slot(week - 1)];
const counts = Array.from({ length: BARS }, (_, i) => week - BARS + 1 + i).map((at) => ({ at, value: slot(at).commits }));
const place = 1 + counts.filter(({ value }) => value > now.commits).length;
const total = (yearOf, count) => {
  let sum = 0;
  return Array.from({ length: count }, (_, i) => (sum += slot(weekOf(Date.UTC(yearOf, 0, 4)) + i).commits));
};
const thisYear = total(year, Math.max(2, number)), lastYear = total(year - 1, isoWeek(weekOf(Date.UTC(year - 1, 11, 28))).number);
const hasLastYear = lastYear.at(-1) > 0;
const fastest = [...ranking].sort((a, b) => b.value - b.previous - (a.value - a.previous))[0];
const name = given.name ?? process.env.GITHUB_REPOSITORY?.split("/").at(-1) ?? basename(repository);
const dateOf = (time, withYear) =>
  new Date(time).toLocaleDateString("en-GB", { day: "numeric", month: "long", ...(withYear ? { year: "numeric" } : {}), timeZone: "UTC" });
const places = ["Busiest", "Second busiest", "Third busiest"];

const report = {
  title: name,
  kicker: "Weekly report",
  period: `Week ${number}`, previous: `Week ${before.number}`, edition: `Week ${number}, ${year}`,
  dates: `${dateOf(mondayOf(week))} – ${dateOf(mondayOf(week + 1) - DAY, true)}`,
  numbers: {
    title: now.commits === 0 ? "A quiet week" : `${plural(now.commits, "commit")} by ${plural(now.authors.size, "author")}`,
    counters: [
      { label: now.commits === 1 ? "commit" : "commits", value: now.commits, previous: last.commits },
      { label: "lines added", value: now.added, previous: last.added },
      { label: "lines removed", value: now.removed, previous: last.removed },
    ],
  },
  bars: {
    title: now.commits > 0 && places[place - 1] ? `${places[place - 1]} of twelve weeks` : "Twelve weeks of commits",
    unit: "Commits per week", highlight: "release", current: "this week",
    items: counts.map(({ at, value }) => ({ name: `W${isoWeek(at).number}`, value, ...(tags.has(at) ? { note: tags.get(at).at(-1) } : {}) })),
  },
  lines: {
    title: `${plural(thisYear.at(-1), "commit")} since January`,
    unit: "Commits since week 1, running total", step: "week", axis: "W",
    now: { name: String(year), values: thisYear },
    ...(hasLastYear ? { before: { name: String(year - 1), values: lastYear } } : {}),
  },
  ...(ranking.length > 0
    ? {
        ranking: {
          title: fastest.value > fastest.previous ? `${fastest.name} grew the most` : "Files by language",
          unit: "Files by language", rises: "moved up", change: "change", items: ranking,
        },
      }
    : {}),
  source: {
    headline: "Count it yourself.",
    command: `git log --no-merges --since=${day(mondayOf(week))} --until=${day(mondayOf(week + 1))}`,
    notes: [
      { label: "Where", text: `The repository ${name}: its history,\nits tags, and its files` },
      { label: "How", text: `Weeks from Monday to Sunday, UTC;\n${plural(now.authors.size, "author")}, ${plural((tags.get(week) ?? []).length, "release")} this week` },
    ],
  },
  footer: "Source: `git log`, without merges",
  footnote: plural(now.authors.size, "author"),
};
writeFileSync(given.output, `${JSON.stringify(report, null, 2)}\n`);
