// Makes the data of the template release-notes from a changelog and git log. Node and git, nothing else.
//
//   node gather.mjs [--repository .] [--changelog CHANGELOG.md] [--version 1.2.0] [--project NAME] [--install COMMAND]
//                   [--link ADDRESS] --output release.json
//
// The changelog is read as https://keepachangelog.com describes it. Without --version: the first of the file that has changes.
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { parseArgs } from "node:util";

const { values: given } = parseArgs({
  options: {
    repository: { type: "string", default: "." }, changelog: { type: "string", default: "CHANGELOG.md" }, version: { type: "string" },
    project: { type: "string" }, install: { type: "string" }, link: { type: "string" }, output: { type: "string", default: "release.json" },
  },
});
const repository = resolve(given.repository);
const git = (...args) => execFileSync("git", ["-C", repository, "--no-pager", "-c", "log.showSignature=false", ...args], { encoding: "utf8", maxBuffer: 2 ** 28 });

const KINDS = ["added", "changed", "fixed", "removed", "security", "deprecated"];

/** The versions of a changelog, newest first: `{ version, date, changes }`. */
function readChangelog(text) {
  const versions = [];
  let kind = null, item = null;
  for (const line of text.split(/\r?\n/)) {
    const [, name, date = null] = /^## +\[?([^\]\s]+)\]?(?:\([^)]*\))?(?: +[-–—] +(\d{4}-\d{2}-\d{2}))?/.exec(line) ?? [];
    const section = /^### +(\w+)/.exec(line)?.[1]?.toLowerCase();
    const entry = /^[-*+] +(.*)/.exec(line)?.[1];
    if (name) {
      versions.push({ version: name.replace(/^v(?=\d)/, ""), date, changes: [] });
      kind = item = null;
    } else if (section) {
      kind = KINDS.includes(section) ? section : null;
      item = null;
    } else if (entry !== undefined && kind && versions.length > 0) {
      item = { kind, text: entry };
      versions.at(-1).changes.push(item);
    } else if (item && /^\s+\S/.test(line) && !/^\s*[-*+] /.test(line)) item.text += ` ${line.trim()}`;
    else if (line.trim() === "") item = null;
  }
  for (const { changes } of versions) for (const change of changes) change.text = plain(change.text);
  return versions;
}

/** Markdown as it is read aloud: links are their words, code is its text. */
function plain(text) {
  return text
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/!?\[([^\]]*)\]\[[^\]]*\]/g, "$1")
    .replace(/(\*\*|__|`+)(.+?)\1/g, "$2")
    .replace(/\s+/g, " ")
    .trim();
}

const versions = readChangelog(readFileSync(resolve(repository, given.changelog), "utf8"));
const wanted = given.version?.replace(/^v(?=\d)/, "");
const index = versions.findIndex(({ version, changes }) => (wanted ? version === wanted : changes.length > 0));
if (index < 0) throw new Error(`${given.changelog} has no changes for ${wanted ?? "any version"}.`);
const { version, date, changes } = versions[index];
if (changes.length === 0) throw new Error(`${given.changelog} lists no changes for ${version}.`);
const isReleased = version.toLowerCase() !== "unreleased";

/** Where there are more than the video tells, each kind has its turn: the first of each, then the second, as long as there is room. */
function fairly(all, most = 11) {
  if (all.length <= most + 1) return all;
  const turns = all.map((change) => ({ change, turn: 0 }));
  const seen = new Map();
  for (const one of turns) {
    one.turn = seen.get(one.change.kind) ?? 0;
    seen.set(one.change.kind, one.turn + 1);
  }
  const told = new Set([...turns].sort((a, b) => a.turn - b.turn).slice(0, most).map(({ change }) => change));
  return [...all.filter((change) => told.has(change)), ...all.filter((change) => !told.has(change))];
}

const packageFile = join(repository, "package.json");
const about = existsSync(packageFile) ? JSON.parse(readFileSync(packageFile, "utf8")) : {};
const project = given.project ?? about.name ?? basename(repository);

/** Who committed between the tag of the version before and that of this one; without tags, all the way. */
function contributors() {
  const tags = new Set(git("tag", "--list").split("\n").filter(Boolean));
  const tagOf = (name) => [`v${name}`, name].find((tag) => tags.has(tag));
  const end = (isReleased && tagOf(version)) || "HEAD";
  const before = versions.slice(index + 1).map((older) => tagOf(older.version)).find(Boolean);
  const range = before ? `${before}..${end}` : end;
  const counts = new Map();
  for (const name of git("log", "--no-merges", "--format=%aN", "--end-of-options", range, "--").split("\n").filter(Boolean)) {
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
}

const install = given.install ?? (isReleased && about.name && !about.private ? `npm install ${about.name}@${version}` : undefined);
const release = {
  project,
  version: isReleased ? version : "Next",
  title: isReleased ? "What’s new in" : "What comes in the version",
  ...(date ? { date } : {}),
  changes: fairly(changes),
  contributors: contributors().slice(0, 1000),
  closing: isReleased ? "Out now." : "Coming soon.",
  ...(install ? { install } : {}),
  ...(given.link ? { link: given.link } : {}),
};
writeFileSync(given.output, `${JSON.stringify(release, null, 2)}\n`);
