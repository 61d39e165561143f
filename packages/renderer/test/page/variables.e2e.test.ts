import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { inspect } from "../../src/inspect.ts";
import { browsers } from "../support/browsers.ts";
import { nameAt } from "../support/decode-frames.ts";
import { cacheFolder, composition } from "../support/fixtures.ts";
import { projectOf } from "../support/project-of.ts";
import { renderFixture } from "../support/render-fixture.ts";

const environment = { cacheFolder };
const dot = (color: string): string =>
  `data:image/svg+xml,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><rect width="80" height="80" fill="${color}"/></svg>`)}`;
const declared = JSON.stringify([
  { id: "title", type: "string", label: "Title", default: "" },
  { id: "wide", type: "number", default: 40, min: 0, max: 80, unit: "px" },
  { id: "accent", type: "color", default: "#0000ff" },
  { id: "on", type: "boolean", default: false },
  { id: "side", type: "enum", options: [{ value: "left" }, { value: "right" }], default: "left" },
  { id: "face", type: "font", default: "Cousine" },
  { id: "picture", type: "image", default: dot("#f00") },
]);
const page = composition(
  `<style>
     #bar { position: absolute; top: 0; left: 0; height: 60px; background: var(--accent); width: calc(var(--wide) * 1px); }
     #title { position: absolute; left: 0; top: 60px; margin: 0; font: 60px/60px var(--face); color: var(--hf-var-accent); }
     img, i { position: absolute; left: 200px; top: 0; } i { top: 90px; width: 80px; height: 80px; background: var(--picture); }
   </style>
   <div id="bar"></div><p id="title" data-var-text="title">Fallback<b></b></p>
   <img data-var-src="picture" src="none.png"><i></i><script data-var-src="title"></script><style data-var-text="title"></style>
   <script>
     window.seen = title.firstChild.nodeValue + "|" + title.querySelectorAll("b, img").length + "|" + document.querySelector("img").src.slice(0, 10);
     const got = window.__hyperframes.getVariables();
     window.__timelines.main = { duration: () => 0.2, seek() {} };
     if (got.expect && got.expect !== seen) throw new Error(seen);
   </script>`,
  `data-composition-variables='${declared.replaceAll("'", "&#39;")}'`,
);

describe("variables", () => {
  it("of all types reach scripts, text, pictures and CSS before any script runs, and never as HTML", async () => {
    await using folder = await projectOf({ "index.html": page });
    const values = {
      title: "<b>█</b>",
      wide: 80,
      accent: "#00ff00",
      picture: dot("#ff0"),
      expect: "<b>█</b>|1|data:image",
    };
    await writeFile(join(folder.path, "values.json"), JSON.stringify({ ...values, wide: 20 }));
    await using video = await renderFixture(folder.path, {
      variables: { wide: 80 },
      variablesFile: join(folder.path, "values.json"),
    });
    expect(video.result.warnings).toEqual([
      '`variables`: "expect" is not a variable of the composition; declared are: title, wide, accent, on, side, face, picture.',
      'data-var-src="title" stands on <script>; it is for img, video, audio, source only.',
      'data-var-text="title" stands on <style>, whose text is code.',
    ]);
    const decoded = await video.decode();
    const names = [
      [70, 30],
      [90, 30],
      [240, 40],
      [240, 130],
    ].map(([x = 0, y = 0]) => nameAt(decoded, 0, [x, y]));
    expect(names).toEqual(["lime", "white", "yellow", "yellow"]);
  });

  it("of a wrong type fall back to their defaults with a warning, or all end the render", async () => {
    await using folder = await projectOf({ "index.html": page });
    const variables = { wide: "80", accent: "red;}", side: "up", on: 1, picture: "javascript:1", nobody: 1 };
    const found = await inspect(folder.path, { environment, browsers, variables });
    expect(found.variables.find(({ id }) => id === "wide")).toMatchObject({
      type: "number",
      default: 40,
      value: 40,
    });
    expect(found.warnings).toHaveLength(7);
    const refused = await inspect(folder.path, {
      environment,
      browsers,
      variables,
      strictVariables: true,
    }).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: "invalid-option" });
    const lines = (refused as Error).message.split("\n");
    expect(lines).toHaveLength(7);
    expect(lines[2]).toBe('`variables`: "side" must be one of "left", "right", but is "up".');
  });

  it("go to a sub-composition from its host, over its own defaults", async () => {
    const host = (given: string): string =>
      `<div data-composition-src="part.html" data-composition-id="part" data-start="0" data-width="40" data-height="40" ${given}></div>`;
    await using folder = await projectOf({
      "index.html": composition(
        `${host(`style="left:0;top:0"`)}${host(`style="left:40px;top:0" data-variable-values='{"color":"#0f0"}'`)}
         <script>window.__timelines.main = { duration: () => 0.1, seek() {} };</script>`,
      ),
      "part.html": `<template><div data-composition-id="part" data-width="40" data-height="40"
          data-composition-variables='[{"id":"color","type":"color","default":"#f00"}]'><i style="position:absolute;left:0;top:20px;width:40px;height:20px"></i></div>
        <style>:root { background: var(--color); }</style>
        <script>document.querySelector("i").style.background = __hyperframes.getVariables().color === "#f00" ? "#00f" : "#ff0";</script></template>`,
    });
    await using video = await renderFixture(folder.path);
    const decoded = await video.decode();
    const places = [
      [20, 10],
      [60, 10],
      [20, 30],
      [60, 30],
    ] as const;
    expect(places.map((place) => nameAt(decoded, 0, place))).toEqual(["red", "lime", "blue", "yellow"]);
    expect(video.result.warnings).toEqual([]);
  });
});
