import { cp, mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { expect, test } from "vitest";
import {
  assembleRender,
  isSeamWhole,
  manifestName,
  planRender,
  render,
  renderChunk,
  writeManifest,
  type RenderManifest,
  type RenderParts,
} from "../../src/index.ts";
import type { RenderOptions } from "../../src/render-options.ts";
import { browsers } from "../support/browsers.ts";
import { cacheFolder, composition, project } from "../support/fixtures.ts";
import { narrationOf } from "../support/narrated-video.ts";
import { projectOf } from "../support/project-of.ts";
import { sha256Of } from "../support/render-fixture.ts";
import { clicks, writeWav } from "../support/sound-files.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";
import { videoFolder } from "../support/video-files.ts";
import { storeIn } from "./store-in.ts";

const elsewhere = fileURLToPath(new URL("../support/render-elsewhere.ts", import.meta.url));

/** Everything that a render can be made from, at once. */
const files = {
  "look/template.json": JSON.stringify({ name: "look", data: { properties: { word: { type: "string" } } } }),
  "look/index.html": `<!doctype html><meta charset="utf-8"><title>Look</title>
<script src="https://cdn.jsdelivr.net/npm/gsap@3.9.9/dist/gsap.min.js"></script>
<style> body { margin: 0 } video { position: absolute; width: 80px } h1 { position: absolute; left: 100px } </style>
<div data-composition-id="look" data-no-timeline data-width="160" data-height="90" data-duration="5">
  <h1><<word>></h1>
  <video src="mpeg4.avi" data-start="0.5" data-duration="3" muted></video>
  <audio src="clicks.wav" data-start="1" data-duration="2" data-volume="0.5"></audio>
  <div data-composition-id="part" data-composition-src="part.html" data-start="1" data-duration="3" data-width="80" data-height="45"></div>
</div>`,
  "look/part.html": `<template id="part-template"><div data-composition-id="part" data-width="80" data-height="45">
  <style> @keyframes grow { from { width: 0 } to { width: 80px } } i { position: absolute; top: 40px; height: 5px; background: red; animation: grow 3s linear } </style><i></i>
</div></template>`,
  "look/package.json": '{"name":"look","version":"1.0.0"}',
  "look/node_modules/gsap/package.json": '{"name":"gsap","version":"3.9.9"}',
  "look/node_modules/gsap/dist/gsap.min.js": 'document.documentElement.style.background = "#dfe"',
};

interface Given extends AsyncDisposable {
  readonly folder: TemporaryFolder;
  readonly options: RenderOptions;
}

async function everything(): Promise<Given> {
  const folder = await projectOf(files);
  await using videos = await videoFolder();
  const old = ["-c:v", "mpeg4", "-q:v", "3"];
  const seen = ["-c:v", "libx264", "-pix_fmt", "yuv420p"];
  await rename(
    await videos.make({ name: "mpeg4.avi", frames: 90, rate: "30", output: old }),
    join(folder.path, "look/mpeg4.avi"),
  );
  const clip = join(folder.path, "clip.mp4");
  await rename(await videos.make({ name: "clip.mp4", frames: 75, rate: "25", output: seen }), clip);
  await writeWav(join(folder.path, "look/clicks.wav"), clicks(44_100, 2, [0.5, 1.5]));
  const words = [{ word: "Hello", start: 0.2, end: 1 }];
  const narration = await narrationOf({
    ...{ file: clip, words },
    block: { placement: { start: 1, full: [{ from: 2, to: 3 }] }, captions: ["burned", "track"] },
  });
  const environment = { cacheFolder, workingFolder: folder.path };
  const options = { environment, browsers, narration, data: { word: "Ann & Bob" } };
  return { folder, options, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() };
}

/** In another process with another home folder, another cache, another current directory and a copy of the store. */
async function renderElsewhere(folder: string, manifest: RenderManifest): Promise<RenderParts> {
  const home = join(folder, "home");
  const [file, store] = [join(home, "manifest.json"), join(home, "copy")];
  await mkdir(join(home, "somewhere"), { recursive: true });
  await writeFile(file, writeManifest(manifest));
  await cp(join(folder, "store"), store, { recursive: true });
  const { stdout } = await execa("node", [elsewhere, file, store], {
    cwd: join(home, "somewhere"),
    env: { HOME: home, XDG_CACHE_HOME: "", HYPERFRAMES_CACHE: "" },
  });
  const parts = JSON.parse(stdout) as RenderParts;
  const [there, here] = [storeIn(store), storeIn(join(folder, "store"))];
  const pictures = parts.chunks.flatMap((chunk) => [chunk.pictures.first, chunk.pictures.seam]);
  const made = [...parts.chunks.map(({ segment }) => segment), ...pictures, parts.sound?.content ?? null];
  for (const digest of made) {
    const content = digest === null ? null : await there.open(digest);
    if (content) await here.put(content);
  }
  return parts;
}

test("chunks and sound that another process has made of the manifest and a copy of the store give the bytes of a render", async () => {
  await using given = await everything();
  const { folder, options } = given;
  const store = storeIn(join(folder.path, "store"));
  const manifest = await planRender("look", { ...options, files: store });
  expect(manifest.plan.chunks.length).toBeGreaterThan(1);
  expect(manifest.project.libraries).toMatchObject([{ source: "gsap@3.9.9/dist/gsap.min.js (project)" }]);
  expect(writeManifest(manifest)).not.toContain(folder.path);

  const whole = join(folder.path, "whole.mp4");
  await render("look", { ...options, output: whole, resume: false });
  // No file of the project is needed any more.
  await rename(join(folder.path, "look"), join(folder.path, "gone"));
  await rename(join(folder.path, "clip.mp4"), join(folder.path, "gone.mp4"));

  const parts = await renderElsewhere(folder.path, manifest);
  for (const [index, chunk] of parts.chunks.slice(1).entries())
    expect(await isSeamWhole(parts.chunks[index]!, chunk, store)).toBe(true);
  const output = join(folder.path, "assembled.mp4");
  const made = await assembleRender(manifest, parts, { files: store, output });
  expect(made).toMatchObject({ frames: 150, width: 160, height: 90 });
  expect(await sha256Of(output)).toBe(await sha256Of(whole));
});

test("two copies of a project in two folders have one name, and any change gives another", async () => {
  const page = composition("<h1>Hello</h1>", "data-no-timeline data-duration=1");
  await using one = await project(page);
  await using two = await project(page);
  await using stored = await temporaryFolder();
  const given = { files: storeIn(stored.path), environment: { cacheFolder }, browsers };
  const nameOf = async (path: string, options: RenderOptions = {}): Promise<string> =>
    manifestName(await planRender(path, { ...given, ...options }));
  const name = await nameOf(one.path);
  expect(await nameOf(two.path)).toBe(name);
  expect(await nameOf(two.path, { crf: 30 })).not.toBe(name);
  expect(await nameOf(two.path, { anyProcessor: true })).not.toBe(name);
  await writeFile(join(two.path, "index.html"), page.replace("Hello", "Help"));
  expect(await nameOf(two.path)).not.toBe(name);
  expect(await readFile(join(one.path, "index.html"), "utf8")).toBe(page);
});

test("a store that lacks a file, a chunk that is not there, and another engine are told", async () => {
  await using folder = await project(composition("<h1>Hello</h1>", "data-no-timeline data-duration=0.1"));
  await using stored = await temporaryFolder();
  const means = { files: storeIn(stored.path), environment: { cacheFolder }, browsers };
  const manifest = await planRender(folder.path, means);
  const first = { index: 0, approach: "jump" } as const;
  await using empty = await temporaryFolder();
  const lacking = renderChunk(manifest, first, { ...means, files: storeIn(empty.path) });
  await expect(lacking).rejects.toThrow(
    `${manifest.project.files[0]!.digest} of the manifest is not in the store`,
  );
  await expect(renderChunk(manifest, { ...first, index: 1 }, means)).rejects.toMatchObject({
    code: "invalid-option",
  });
  const other = { ...manifest, engine: { ...manifest.engine, browser: "Chrome/1" } };
  await expect(renderChunk(other, first, means)).rejects.toThrow("browser was Chrome/1");
  const output = join(folder.path, "out.mp4");
  const parts = { chunks: [], sound: null };
  await expect(assembleRender(manifest, parts, { ...means, output })).rejects.toThrow("Chunk 0");
});
