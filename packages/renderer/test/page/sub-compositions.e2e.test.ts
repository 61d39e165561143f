import { describe, expect, it } from "vitest";
import { findProject } from "../../src/composition/find-project.ts";
import { parseComposition } from "../../src/composition/parse-composition.ts";
import { inspect } from "../../src/inspect.ts";
import { frame as frameNumber } from "../../src/timeline/units.ts";
import { browsers } from "../support/browsers.ts";
import { nameAt, type DecodedFrames } from "../support/decode-frames.ts";
import { cacheFolder, composition, fixture } from "../support/fixtures.ts";
import { filmPage, largestDifference, openStudio, pageSpecOf } from "../support/open-studio.ts";
import { projectOf } from "../support/project-of.ts";
import { renderFixture } from "../support/render-fixture.ts";

const environment = { cacheFolder };
const timeless = `data-no-timeline data-duration="0.4"`;
const host = (id: string, more = ""): string =>
  `<div data-composition-id="${id}" data-composition-src="part.html" data-start="0" data-duration="0.4"
     data-width="100" data-height="180" ${more}></div>`;
const at = (left: number): string => `style="left: ${left}px; top: 0"`;

/** The colours of the middle row, 100 pixels apart. */
function row(video: DecodedFrames, frame: number): string[] {
  return [50, 150, 250].map((x) => nameAt(video, frame, [x, 90]));
}

async function renderFiles(files: Readonly<Record<string, string>>, options = {}): Promise<DecodedFrames> {
  await using folder = await projectOf(files);
  await using video = await renderFixture(folder.path, options);
  expect(video.result.warnings).toEqual([]);
  return await video.decode();
}

describe("sub-compositions", () => {
  it("play in their slots, at their rates, from their in-points, and hold their last state", async () => {
    await using video = await renderFixture(fixture("nested"));
    expect(video.result.warnings).toEqual([]);
    const decoded = await video.decode();
    expect(decoded.frames).toHaveLength(60);
    const where = (frame: number, y: number, from = 0): string[] =>
      [20, 80, 140].map((x) => nameAt(decoded, frame, [from + x, y]));
    // The first: its box goes from left to right in a second, and stays.
    expect([0, 15, 30, 45].map((frame) => where(frame, 20))).toEqual([
      ["red", "black", "black"],
      ["black", "red", "black"],
      ["black", "black", "red"],
      ["black", "black", "red"],
    ]);
    // The second: from its middle on, in a quarter of a second.
    expect([29, 30, 38, 59].map((frame) => where(frame, 20, 160))).toEqual([
      ["white", "white", "white"],
      ["black", "lime", "black"],
      ["black", "black", "lime"],
      ["black", "black", "lime"],
    ]);
    // The third lasts a second, as its file says, in its default colour.
    expect([14, 15, 44, 45].map((frame) => where(frame, 110))).toEqual([
      ["white", "white", "white"],
      ["blue", "black", "black"],
      ["black", "black", "blue"],
      ["white", "white", "white"],
    ]);
    // What stands within them, in their time.
    expect([14, 15, 23, 45].map((frame) => nameAt(decoded, frame, [20, 70]))).toEqual([
      ...["black", "white", "yellow", "yellow"],
    ]);
    expect([30, 33, 34, 50].map((frame) => nameAt(decoded, frame, [180, 70]))).toEqual([
      ...["white", "white", "yellow", "yellow"],
    ]);
  });

  it("give the same bytes however many workers render them", async () => {
    const render = async (workers: number): Promise<string> => {
      await using video = await renderFixture(fixture("nested"), { workers, resume: false, duration: 9 });
      return await video.sha256();
    };
    expect(await render(2)).toBe(await render(1));
  });

  it("look the same when a chunk begins in their middle as when it is stepped to", async () => {
    const { hosts, parts } = await parseComposition(await findProject(fixture("nested")));
    const nested = {
      variables: { values: {}, properties: {} },
      hosts,
      parts: parts.map(({ source }) => source),
    };
    await using studio = await openStudio("surface");
    const spec = pageSpecOf("nested", { nested, wantsTimeline: true });
    const stepped = await filmPage(studio.source, spec, 36);
    for (const number of [20, 35]) {
      await using take = await studio.source.open(spec);
      const jumped = Buffer.from((await take.show(frameNumber(number), "jump")).bgra);
      expect(largestDifference(jumped, stepped[number]!)).toBeLessThanOrEqual(2);
      expect(largestDifference(jumped, stepped[number - 10]!)).toBeGreaterThan(100);
    }
  });
});

describe("the parts of a page", () => {
  it("keep styles, look-ups, variables of scripts and libraries to themselves", async () => {
    const part = (color: string): string => `<template>
      <style>
        @import "imported.css";
        html, body { margin: 0; --own: ${color}; }
        .box { position: absolute; inset: 0; background: var(--own); }
        #box { animation: go 1s infinite; } @keyframes go { from, to { border-left-width: 0 } }
      </style>
      <link rel="stylesheet" href="sub/linked.css">
      <div data-composition-id="part" style="position: absolute; inset: 0"><div id="box" class="box"></div><p class="more"></p></div>
      <script>const box = document.getElementById("box"); const count = document.querySelectorAll(".box").length;</script>
      <script type="application/json">not run</script>
      <script>
        if (count !== 1 || document.body.querySelectorAll("p").length !== 1) throw new Error("not alone: " + count);
        if (document.currentScript.parentElement !== document.body) throw new Error("no script");
        window.__timelines["part"] = { duration: () => 0.4, seek(t) { if (t >= 0.2) box.style.background = "#0f0"; else box.style.background = ""; } };
        document.addEventListener("DOMContentLoaded", () => document.querySelector(".more").classList.add("later"));
        Promise.resolve().then(() => { window.far = (window.far ?? 0) + document.querySelectorAll(".more").length; });
      </script>
      <script src="lib.js"></script><script src="code.js"></script>
      <script type="module">import { one } from "./module.js"; if (one !== 1 || document.querySelectorAll(".box").length !== 1) throw new Error("module");</script>
    </template>`;
    const video = await renderFiles({
      "index.html": composition(
        `<style>.box { position: absolute; left: 200px; top: 0; width: 100px; height: 180px; background: #00f } .later { color: #f00 }</style>
         ${host("one")}${host("two", at(100))}<div class="box"></div>
         <script>addEventListener("load", () => setTimeout(() => {
           if (window.far !== 2 || window.libraries !== 1 || window.codes !== 2) throw new Error([window.far, window.libraries, window.codes].join());
         }, 1));</script>`,
        timeless,
      ),
      "part.html": part("#f00"),
      "imported.css":
        ".more { position: absolute; left: 0; top: 0; width: 100%; height: 20px; margin: 0; background: #000; }",
      "sub/linked.css": ".more.later { background: url(yellow.svg); }",
      "sub/yellow.svg":
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9" fill="#ff0"/></svg>',
      "lib.js": "window.libraries = (window.libraries ?? 0) + 1;",
      "code.js": "const mine = window.__hyperframes.getVariables(); window.codes = (window.codes ?? 0) + 1;",
      "module.js": "export const one = 1;",
    });
    expect(row(video, 0)).toEqual(["red", "red", "blue"]);
    expect(row(video, 6)).toEqual(["lime", "lime", "blue"]);
    expect([50, 150, 250].map((x) => nameAt(video, 0, [x, 10]))).toEqual(["yellow", "yellow", "blue"]);
  });

  it("may be written in place, or in a template of the page", async () => {
    const video = await renderFiles({
      "index.html": composition(
        `<div data-composition-id="inside" data-start="0.2" data-duration="0.2" data-width="100" data-height="180">
           <div id="a" data-start="0.1" style="background: #f00"></div></div>
         <div data-composition-id="pattern" data-start="0" data-duration="0.4" data-width="100" data-height="180" ${at(100)}></div>
         <template id="pattern-template"><style>:root { background: #00f }</style>
           <script>const own = document.body; window.__timelines.pattern = { duration: () => 0.4, seek(t) { own.style.opacity = t < 0.2 ? 1 : 0 } };</script></template>
         <script>window.__timelines = {
           main: { duration: () => 0.4, seek() {} },
           inside: { duration: () => 0.2, seek(t) { a.style.background = t < 0.15 ? "#f00" : "#0f0"; } },
         };</script>`,
      ),
    });
    expect([0, 6, 9, 11].map((frame) => row(video, frame))).toEqual([
      ["white", "blue", "white"],
      ["white", "white", "white"],
      ["red", "white", "white"],
      ["lime", "white", "white"],
    ]);
  });

  it("are not sought twice where their author has added their timelines to the root's", async () => {
    const video = await renderFiles({
      "index.html": composition(
        `<script src="https://cdn.jsdelivr.net/npm/gsap@3/dist/gsap.min.js"></script>${host("part")}
         <script>addEventListener("DOMContentLoaded", () => {
           window.__timelines.main = gsap.timeline({ paused: true }).add(window.__timelines.part.paused(false), 0.2);
         });</script>`,
        `data-duration="0.4"`,
      ),
      "part.html": `<template><div data-composition-id="part" data-width="100" data-height="180"><i class="box" style="position:absolute;inset:0;background:#f00"></i></div>
        <script>const tl = gsap.timeline({ paused: true }).set(".box", { background: "#00f" }, 0.1); window.__timelines.part = tl;</script></template>`,
    });
    expect([3, 8, 9].map((frame) => row(video, frame)[0])).toEqual(["red", "red", "blue"]);
  });

  it("tell their listeners and their own contract their own time", async () => {
    const video = await renderFiles({
      "index.html": composition(
        `${host("part", `data-playback-start="1"`)}<div data-composition-id="other" data-composition-src="other.html"
           data-start="0.2" data-duration="0.2" data-width="100" data-height="180" ${at(100)}></div>`,
        timeless,
      ),
      "part.html": `<template><script>window.addEventListener("hf-seek", ({ detail }) => {
        document.body.style.background = detail.time < 1.2 ? "#f00" : "#00f"; });</script></template>`,
      "other.html": `<template><script>const { body } = document; window.__hf = { duration: 0.2, seek(time) {
        body.style.background = time < 0.1 ? "#0f0" : "#ff0"; } };</script></template>`,
    });
    expect([0, 6, 9].map((frame) => row(video, frame))).toEqual([
      ["red", "white", "white"],
      ["blue", "lime", "white"],
      ["blue", "yellow", "white"],
    ]);
  });

  it("need no timeline of the root's, and are not taken for it", async () => {
    const video = await renderFiles({
      "index.html": composition(host("part"), `data-duration="0.4"`),
      "part.html": `<template><div data-composition-id="part" data-width="100" data-height="180"></div><script>
        window.__timelines.main = { duration: () => 9, seek(t) { document.body.style.background = t < 0.2 ? "#f00" : "#00f"; } };
      </script></template>`,
    });
    expect(video.frames).toHaveLength(12);
    expect([0, 6].map((frame) => row(video, frame)[0])).toEqual(["red", "blue"]);
  });

  it("tell of times in seconds of the root, and of faults with their own files and lines", async () => {
    const media = `<template><div data-composition-id="part"><p data-start="0.5" data-duration="1"></p>
      <video id="v" src="none.mp4" data-start="1" data-duration="1" data-playback-rate="0.5" muted></video>
      <audio src="none.mp3" data-media-start="3"></audio></div><script>
        missing();
      </script></template>`;
    const html = composition(
      `<div data-composition-id="part" data-composition-src="part.html" data-start="2" data-duration="1"
         data-playback-start="0.75" data-playback-rate="2"></div>`,
      `data-no-timeline`,
    );
    await using folder = await projectOf({ "index.html": html, "part.html": media });
    const found = await inspect(folder.path, { environment, browsers });
    expect(found.duration).toBe(3);
    expect(found.clips).toMatchObject([
      { file: null, start: 2, end: 3, composition: null },
      { file: "part.html", index: 0, start: 2, end: 2.375, composition: "part" },
      { file: "part.html", index: 1, start: 2.125, end: 2.625, composition: "part" },
    ]);
    expect(found.media).toMatchObject([
      { id: "v", start: 2.125, end: 2.625, inPoint: 0, rate: 1 },
      { start: 2, end: 3, inPoint: 3.75, rate: 2 },
    ]);
    expect(found.compositions).toEqual([{ file: "part.html", id: "part", variables: [] }]);
    expect(found.warnings[0]).toContain("part.html:4:9: ReferenceError: missing is not defined");

    const unreadable = `<template><script>\n\nfunction broken( {;\n</script></template>`;
    await using broken = await projectOf({ "index.html": html, "part.html": unreadable });
    const { warnings } = await inspect(broken.path, { environment, browsers });
    expect(warnings[0]).toMatch(/part\.html:3:19: SyntaxError: .*Unexpected token ';'/);

    const bad = `<template>\n<div data-composition-id="part"><p data-start="nobody"></p></div></template>`;
    await using other = await projectOf({ "index.html": html, "part.html": bad });
    await expect(inspect(other.path, { environment, browsers })).rejects.toThrow(
      'part.html:2:33: data-start="nobody" needs an element with id "nobody"',
    );
  });
});
