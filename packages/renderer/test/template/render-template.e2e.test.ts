import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { inspect } from "../../src/inspect.ts";
import { lint } from "../../src/lint.ts";
import type { RenderResult } from "../../src/outputs/render-result.ts";
import type { ProgressEvent } from "../../src/progress.ts";
import type { RenderOptions } from "../../src/render-options.ts";
import { render } from "../../src/render.ts";
import { browsers } from "../support/browsers.ts";
import { decodeFrames, nameAt } from "../support/decode-frames.ts";
import { cacheFolder } from "../support/fixtures.ts";
import { projectOf } from "../support/project-of.ts";
import { videoFolder } from "../support/video-files.ts";

const files = {
  "look/template.json": JSON.stringify({
    name: "look",
    variants: [
      { name: "16:9", width: 320, height: 180 },
      { name: "1:1", width: 180, height: 180 },
    ],
    data: {
      required: ["color"],
      properties: { color: { type: "string" }, rows: { type: "array", default: [] } },
    },
  }),
  "look/index.html": `<!doctype html><meta charset="utf-8"><title>Look</title>
<style>
  body { margin: 0; background: <<color>> }
  video { position: absolute; width: 20px; left: 0; bottom: 0 }
</style>
<div data-composition-id="look" data-no-timeline data-width="<<size.width>>" data-height="<<size.height>>" data-duration="0.4">
  <video src="clip.mp4" data-start="0" data-duration="0.4" muted></video>
  <<#each rows>>
  <i></i>
  <</each>>
  <img src="none.png">
</div>`,
  "weeks/five/hyperframes.json": '{"template":"../../look","data":"five.json","size":"1:1"}',
  "weeks/five/five.json": '{"color":"#00ff00"}',
};

it("renders a project of a template, and knows its chunks again though it is filled in anew", async () => {
  const unique = { ...files, "look/index.html": `${files["look/index.html"]}<!-- ${randomUUID()} -->` };
  await using folder = await projectOf(unique);
  await using videos = await videoFolder();
  await rename(
    await videos.make({ name: "clip.mp4", frames: 12, rate: "30", output: ["-pix_fmt", "yuv420p"] }),
    join(folder.path, "look/clip.mp4"),
  );
  const temporary = join(folder.path, "temporary");
  await mkdir(temporary);
  const environment = { cacheFolder, workingFolder: folder.path, temporaryFolder: temporary };
  const events: ProgressEvent[] = [];
  const renderFive = async (options: RenderOptions = {}): Promise<RenderResult> =>
    render("weeks/five", { environment, onProgress: (event) => void events.push(event), ...options });

  const { file, width, height } = await renderFive();
  expect({ file, width, height }).toEqual({
    file: join(folder.path, "renders/five.mp4"),
    width: 180,
    height: 180,
  });
  const decoded = await decodeFrames(file);
  expect(decoded.frames).toHaveLength(12);
  expect(nameAt(decoded, 0, [90, 10])).toBe("lime");
  expect(events.filter(({ event }) => event === "resumed")).toEqual([]);
  expect(await readdir(temporary)).toEqual([]);

  await renderFive({ browsers });
  expect(events.filter(({ event }) => event === "resumed")).toEqual([{ event: "resumed", frames: 12 }]);
  await writeFile(join(folder.path, "weeks/five/five.json"), '{"color":"#ff0000"}');
  await renderFive({ browsers });
  expect(events.filter(({ event }) => event === "resumed")).toHaveLength(1);
  expect(nameAt(await decodeFrames(file), 0, [90, 10])).toBe("red");
});

it("is told of, and checked, after it is filled in", async () => {
  await using folder = await projectOf(files);
  const environment = { cacheFolder, workingFolder: folder.path };
  const data = { color: "red", rows: [1, 2, 3] };
  const found = await inspect("look", { environment, browsers, data });
  expect(found).toMatchObject({ width: 320, height: 180, title: "Look", frames: 12 });
  const { findings } = await lint("look", { environment, data });
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: "missing-file", file: "index.html", line: 11 }),
  );
  expect(findings).toContainEqual(
    expect.objectContaining({ rule: "missing-file", file: "index.html", line: 7 }),
  );
});
