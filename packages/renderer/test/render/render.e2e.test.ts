import { mkdir, readdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { defaultCacheFolder, render, type ProgressEvent, type RenderOptions } from "../../src/index.ts";
import { temporaryFolder } from "../assemble/h264-samples.ts";

/** A folder with a composition of 30 frames, and the options that keep a render inside it. */
async function prepare(): Promise<AsyncDisposable & { path: string; options: RenderOptions }> {
  const folder = await temporaryFolder();
  const temporary = join(folder.path, "tmp");
  await mkdir(temporary);
  await writeFile(
    join(folder.path, "index.html"),
    `<div data-composition-id="root" data-no-timeline data-width="128" data-height="72" data-duration="1"></div>
     <style>div { animation: 1s turn linear; background: teal } @keyframes turn { to { background: gold } }</style>`,
  );
  const environment = {
    workingFolder: folder.path,
    temporaryFolder: temporary,
    cacheFolder: defaultCacheFolder(process.env, homedir()),
  };
  // Chunks of the same content may be kept.
  return { ...folder, options: { environment, output: "out/video.mp4", workers: 1, resume: false } };
}

test("renders a folder, tells of every frame, and describes the result", async () => {
  await using folder = await prepare();
  const events: ProgressEvent[] = [];
  const onProgress = (event: ProgressEvent): void => void events.push(event);
  const result = await render(".", { ...folder.options, onProgress });
  expect(result).toMatchObject({
    file: join(folder.path, "out/video.mp4"),
    frames: 30,
    width: 128,
    rate: "30",
  });
  expect(events.filter(({ event }) => event === "progress")).toHaveLength(30);
  expect(await readdir(join(folder.path, "tmp"))).toEqual([]);
});

test("a signal that is aborted before the start ends the render at once", async () => {
  await using folder = await prepare();
  const signal = AbortSignal.abort();
  await expect(render(".", { ...folder.options, signal })).rejects.toMatchObject({ code: "interrupted" });
  expect((await readdir(folder.path)).toSorted()).toEqual(["index.html", "tmp"]);
  expect(await readdir(join(folder.path, "tmp"))).toEqual([]);
});

test("a signal that is aborted half-way ends the render, and leaves nothing behind", async () => {
  await using folder = await prepare();
  const controller = new AbortController();
  const onProgress = (event: ProgressEvent): void => {
    if (event.event === "progress" && event.frame === 10) controller.abort();
  };
  const rendering = render(".", { ...folder.options, onProgress, signal: controller.signal });
  await expect(rendering).rejects.toMatchObject({ name: "InterruptedError", code: "interrupted" });
  expect((await readdir(folder.path)).toSorted()).toEqual(["index.html", "tmp"]);
  expect(await readdir(join(folder.path, "tmp"))).toEqual([]);
});
