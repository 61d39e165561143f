import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderBatch } from "../../src/batch/render-batch.ts";
import { browsers } from "../support/browsers.ts";
import { cacheFolder, ffmpeg } from "../support/fixtures.ts";
import { projectOf } from "../support/project-of.ts";

const page = `<!doctype html><meta charset="utf-8"><title>Card</title><div data-composition-id="card" data-no-timeline
  data-width="<<size.width>>" data-height="<<size.height>>" data-fps="10" data-duration="0.2"><p style="color: <<color>>"><<name>></p></div>`;

test("each row becomes a video in each size, and is left alone the next time", async () => {
  const variants = [
    { name: "16:9", width: 160, height: 90 },
    { name: "9:16", width: 90, height: 160 },
  ];
  const fields = {
    name: { type: "string", fallback: "Hi there" },
    color: { type: "string", format: "color" },
  };
  const data = { required: ["color"], properties: fields };
  await using folder = await projectOf({
    "card/template.json": JSON.stringify({ name: "Card", variants, data }),
    "card/index.html": page,
    "people.csv": "Vorname;Phone\nAnn;1\n;2\n",
  });
  const run = (): ReturnType<typeof renderBatch> =>
    renderBatch("card", {
      ...{ data: "people.csv", output: "out/<<row.number>>-<<size>>.mp4", size: "all" },
      ...{ map: { name: "Vorname" }, set: { color: "teal" } },
      environment: { cacheFolder, workingFolder: folder.path },
      ...{ browsers, ffmpeg },
    });
  expect(await run()).toMatchObject({ rows: 4, done: 4, failed: 0 });
  expect((await readdir(join(folder.path, "out"))).toSorted()).toEqual([
    ...["1-16x9.mp4", "1-9x16.mp4", "2-16x9.mp4", "2-9x16.mp4", "manifest.jsonl"],
  ]);
  expect(await run()).toMatchObject({ done: 0, unchanged: 4 });
});
