import { readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { lint } from "../../src/lint.ts";
import { lintProject } from "../../src/lint/lint-project.ts";
import { lintWarnings } from "../../src/lint/lint-warnings.ts";
import { fixture, repository } from "../support/fixtures.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { host, lintMarked, page, part, placesOf } from "./marked-project.ts";

/** Everything that a composition may have, and nothing wrong with it. */
const clean = {
  "index.html": `<!doctype html>
<html data-composition-variables='[{"id":"name","type":"string","default":"World"}]'>
<meta charset="utf-8">
<title>Clean</title>
<link rel="stylesheet" href="css/style.css">
<script src="https://unpkg.com/gsap@3"></script>
<div data-composition-id="main" data-width="1280" data-height="720" data-duration="6" data-fps="29.97">
  <h1 id="title" class="clip" data-start="0" data-duration="2" data-track-index="0">Hello</h1>
  <p id="words" class="clip" data-start="title - 0.5" data-duration="2" data-track-index="1">World</p>
  <video id="film" muted src="media/film.mp4" data-start="words" data-duration="2" data-track-index="0"></video>
  <audio src="media/film.mp4" data-start="3.5" data-volume="0.8" data-track-index="2"></audio>
  <div data-composition-id="outro" data-composition-src="parts/outro.html" data-start="5.5" data-duration="0.5"
    data-track-index="0" data-variable-values='{"word":"Bye"}'></div>
</div>
<script>
  const tl = gsap.timeline({ paused: true });
  tl.from("#title", { y: 50, duration: 1, repeat: 2 });
  window.__timelines = window.__timelines || {};
  window.__timelines["main"] = tl;
</script>
</html>
`,
  "css/style.css": `@font-face { font-family: Own; src: url("../media/own.woff2"); }
h1 { font-family: Own, sans-serif; background: url(../media/back.png); }
p { animation: float 2s infinite; }
`,
  "parts/outro.html": `<template>
  <div data-composition-id="outro" data-width="1280" data-height="720" data-composition-variables='[{"id":"word","type":"string"}]'>
    <p id="title" class="clip" data-start="0" data-duration="1" data-track-index="0">Bye</p>
  </div>
  <style>p { font: 700 40px "Times New Roman", serif; }</style>
  <script>
    const tl = gsap.timeline({ paused: true });
    window.__timelines["outro"] = tl;
  </script>
</template>
`,
  "media/film.mp4": Buffer.from("film"),
  "media/own.woff2": Buffer.from("font"),
  "media/back.png": Buffer.from("picture"),
};

describe("a composition without faults", () => {
  test("has no findings, and all its files are read", async () => {
    const { report } = await lintMarked(clean);
    expect(report).toEqual({
      findings: [],
      counts: { error: 0, warning: 0, info: 0 },
      files: ["index.html", "parts/outro.html", "css/style.css"],
    });
  });

  const index = "index.html";
  const outro = "parts/outro.html";
  const style = "css/style.css";
  const mutations: ReadonlyArray<readonly [string, keyof typeof clean, string | RegExp, string]> = [
    ["root-attributes", index, 'data-width="1280" data-height="720" ', 'data-height="720" '],
    ["odd-size", index, 'data-width="1280" data-height="720" ', 'data-width="1281" data-height="720" '],
    ["clip-start", index, "title - 0.5", "titel - 0.5"],
    [
      "clip-length",
      index,
      'data-start="title - 0.5" data-duration="2"',
      'data-start="1.5" data-duration="-2"',
    ],
    ["clip-outside", index, 'data-duration="6"', 'data-duration="5.9"'],
    [
      "overlapping-clips",
      index,
      'data-start="0" data-duration="2" data-track-index="0"',
      'data-start="0" data-duration="4" data-track-index="0"',
    ],
    ["duplicate-id", index, 'id="film"', 'id="title"'],
    ["misspelt-attribute", index, "data-volume", "data-volum"],
    ["sub-composition", index, 'data-composition-id="outro" data-composition-src', "data-composition-src"],
    ["declared-variables", index, '"word":"Bye"', '"wort":"Bye"'],
    ["declared-variables", index, '"default":"World"}', '"default":"World"'],
    ["timeline-key", index, '__timelines["main"]', '__timelines["man"]'],
    ["timeline-key", outro, '__timelines["outro"]', '__timelines["outtro"]'],
    [
      "late-timeline",
      index,
      '  window.__timelines["main"] = tl;',
      '  queueMicrotask(() => { window.__timelines["main"] = tl; });',
    ],
    ["unpaused-timeline", outro, "{ paused: true }", ""],
    ["infinite-animation", index, /data-duration="6"|repeat: 2/g, "repeat: -1"],
    ["broken-script", outro, "paused: true }", "paused: true"],
    ["missing-library", index, '<script src="https://unpkg.com/gsap@3"></script>', ""],
    ["unknown-target", index, '"#title"', '"#titel"'],
    ["timer", index, "const tl", "setTimeout(() => {}); const tl"],
    ["unseeded-random", outro, "const tl", "const r = Math.random(); const tl"],
    ["real-date", outro, "const tl", "const r = Date.now(); const tl"],
    ["video-sound", index, '<video id="film" muted', '<video id="film"'],
    ["doubled-sound", index, '<video id="film" muted', '<video id="film" data-has-audio="true"'],
    ["media-range", index, 'data-volume="0.8"', 'data-volume="8"'],
    ["missing-file", style, "back.png", "Back.png"],
    ["missing-file", index, "parts/outro.html", "parts/outtro.html"],
    ["outside-project", style, "../media/back.png", "../../media/back.png"],
    ["remote-asset", style, "../media/back.png", "https://example.org/back.png"],
    ["missing-font", style, "h1 { font-family: Own", "h1 { font-family: Other"],
  ];
  test.each(mutations.map(([rule, file, before, after]) => ({ rule, file, before, after })))(
    "has a fault that $rule finds where $file is changed from $before to $after",
    async ({ rule, file, before, after }) => {
      const text = String(clean[file]);
      const changed = text.replace(before, after);
      expect(changed).not.toBe(text);
      const { report } = await lintMarked({ ...clean, [file]: changed });
      expect(report.findings.map((finding) => finding.rule)).toContain(rule);
    },
  );
});

describe("what the repository holds", () => {
  test("the weekly report has no findings", async () => {
    const { findings, files } = await lint(join(repository, "examples/weekly-report"));
    expect(findings).toEqual([]);
    expect(files).toEqual(["index.html", "brand.css", "style.css", "text.js", "start.js"]);
  });

  test("the good fixtures have none but those that are meant", async () => {
    // Those without a root are plain pages.
    const plain = ["root-attributes"];
    const meant: Readonly<Record<string, readonly string[]>> = {
      attributes: ["missing-file"],
      busy: [...plain, "real-date"],
      dialogs: plain,
      leaving: plain,
      "library-chartjs": ["library-version"],
      "library-lottie": ["library-version"],
      machine: [...plain, "real-date", "unseeded-random"],
      "worker-talk": plain,
      workers: plain,
      clips: ["missing-file"],
      clocks: ["real-date"],
      "css-in-clips": ["animation-in-clip"],
      everything: ["missing-file"],
      graded: ["color-grading"],
      "font-missing": ["remote-asset"],
      "library-animejs-3": ["library-version"],
      "library-canvas": ["unseeded-random"],
      "library-missing": ["remote-asset", "missing-library"],
      volume: ["missing-file"],
    };
    const names = await readdir(fixture(""));
    for (const name of names.filter((candidate) => !candidate.startsWith("bad-"))) {
      const entry = await readFile(fixture(`${name}/index.html`), "utf8").catch(() => null);
      if (entry === null) continue;
      const { findings } = await lintProject(fixture(name));
      const rules = findings.filter(({ severity }) => severity !== "info").map(({ rule }) => rule);
      expect([name, ...new Set(rules)]).toEqual([name, ...(meant[name] ?? [])]);
    }
  });

  test.each([
    ["bad-start/cycle.html", "clip-start", ["cycle.html:5:32", "cycle.html:6:33"]],
    ["bad-start/endless.html", "clip-start", ["endless.html:6:33"]],
    ["bad-root/fps.html", "root-attributes", ["fps.html:4:86"]],
    ["bad-root/no-length.html", "unknown-length", ["no-length.html:4:3"]],
    ["bad-page/syntax-error.html", "broken-script", ["syntax-error.html:6:26"]],
    [
      "bad-page/missing-assets.html",
      "missing-file",
      ["missing-assets.html:3:24", "missing-assets.html:6:10"],
    ],
  ])("the fault of %s is found by %s", async (name, rule, places) => {
    expect(placesOf(await lintProject(fixture(name)), rule)).toEqual(places);
  });
});

describe("places", () => {
  test("are right in files with Windows line ends and a byte-order mark", async () => {
    const content = '<p>ä\r\n  <script>\r\n    const é = "ü"; ▶Math.random();\r\n  </script>';
    const { report, marks } = await lintMarked(`\uFEFF${page(content).replaceAll(/\r?\n/g, "\r\n")}`);
    // The mark itself has no column.
    expect(placesOf(report, "unseeded-random")).toEqual(marks);
  });

  test("are in order of file, line and column", async () => {
    const { report } = await lintMarked({
      "index.html": `${page('<img src="c.png" alt=""><img src="b.png" alt="">')}<link rel="stylesheet" href="a.css">`,
      "a.css": "b { mask: url(a.png) }",
    });
    expect(report.findings.map(({ file, message }) => `${file} ${message}`)).toEqual([
      "index.html The image c.png is not there.",
      "index.html The image b.png is not there.",
      "a.css The image a.png is not there.",
    ]);
  });
});

describe("hostile projects", () => {
  test("nothing outside of the project is read through a symbolic link", async () => {
    await using secret = await temporaryFolder();
    await using folder = await temporaryFolder();
    await writeFile(join(secret.path, "secret.css"), "b { font-family: Secret }");
    await symlink(secret.path, join(folder.path, "link"));
    await writeFile(join(folder.path, "index.html"), page('<link rel="stylesheet" href="link/secret.css">'));
    const { findings, files } = await lintProject(folder.path);
    expect(findings).toMatchObject([
      { rule: "missing-file", message: expect.stringContaining("leads out of the project folder") as string },
    ]);
    expect(JSON.stringify({ findings, files })).not.toContain("Secret");
  });

  test("a composition that includes itself ends", async () => {
    const { report } = await lintMarked({ "index.html": host(""), "part.html": part(host("")) });
    expect(report.findings.map(({ rule }) => rule)).toContain("sub-composition");
  });

  test.each([
    ["elements within elements", page('<div id="a" class="b">'.repeat(20_000))],
    ["brackets within brackets", page(`<script>${"[".repeat(50_000)}</script>`)],
    ["blocks within blocks", page(`<style>${"a{".repeat(50_000)}</style>`)],
    [
      "clips that refer to one another",
      page(
        Array.from(
          { length: 5000 },
          (_, i) => `<i id="c${i}" data-start="c${i + 1}" data-duration="1">`,
        ).join(""),
      ),
    ],
    ["commas", page(`<img alt="" srcset="${",".repeat(200_000)}">`)],
    [
      "random bytes",
      Buffer.from(Array.from({ length: 50_000 }, (_, i) => (i * 7919) % 251)).toString("latin1"),
    ],
  ])("%s without end are checked within seconds", async (_, text) => {
    const start = performance.now();
    await lintMarked(text);
    expect(performance.now() - start).toBeLessThan(30_000);
  });

  test("no rule says more than a hundred things", async () => {
    const { report } = await lintMarked(
      page(Array.from({ length: 200 }, (_, i) => `<img src="${i}.png">`).join("\n")),
    );
    expect(report.counts).toEqual({ error: 100, warning: 0, info: 0 });
  });
});

test("a folder without index.html cannot be checked", async () => {
  await expect(lintProject(fixture("bad-no-index"))).rejects.toThrow(/has no index\.html/);
});

test("before a render, one line tells each fault that the page itself would not tell", async () => {
  await using folder = await temporaryFolder();
  const html = page('<script>Math.random();</script><video src="a.mp4"></video><img src="b.png" alt="">');
  await writeFile(join(folder.path, "index.html"), html);
  expect(
    await lintWarnings({ folder: folder.path, entry: "index.html", name: "test", filled: null }),
  ).toEqual([
    "index.html:4:11: Math.random gives other numbers in every preview; a render always has the same, so the two differ. " +
      "Use a generator with a seed, such as mulberry32(1), or gsap.utils with fixed values. (unseeded-random)",
  ]);
});
