import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { render } from "../../src/render.ts";
import { browsers } from "../support/browsers.ts";
import { decodeFrames, nameAt } from "../support/decode-frames.ts";
import { cacheFolder, composition } from "../support/fixtures.ts";
import { projectOf } from "../support/project-of.ts";
import type { TemporaryFolder } from "../support/temporary-folder.ts";

/** Another render may have been made of the same project, and its chunks be kept. */
const unique = (): string => `<!-- ${randomUUID()} -->`;
const root = "data-no-timeline data-width=64 data-height=36 data-duration=0.5";
const picture = (color: string): string =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="64" height="36"><rect width="64" height="36" fill="${color}"/></svg>`;

/** Renders, with what an earlier render has kept; returns the colour of the last frame, and whether it went on. */
async function renderIn(
  folder: TemporaryFolder,
  onFrame: (frame: number) => void = () => undefined,
): Promise<{ color: string; isResumed: boolean }> {
  let isResumed = false;
  const output = join(folder.path, "out.mp4");
  await render(folder.path, {
    ...{ output, browsers, environment: { cacheFolder }, force: true },
    onProgress: (event) => {
      isResumed ||= event.event === "resumed";
      if (event.event === "progress") onFrame(event.frame);
    },
  });
  const video = await decodeFrames(output);
  return { color: nameAt(video, video.frames.length - 1, [32, 18]), isResumed };
}

test("a file that is changed there and back while its frames are rendered ends the render, and nothing of it is kept", async () => {
  const red = picture("red");
  await using folder = await projectOf({
    "index.html":
      unique() + composition('<img src="a.svg" style="position: absolute; left: 0; top: 0">', root),
    "a.svg": red,
  });
  const file = join(folder.path, "a.svg");
  let changed: Promise<void> | null = null;
  const rendering = renderIn(folder, () => {
    changed ??= writeFile(file, picture("blue")).then(() => writeFile(file, red));
  });
  await expect(rendering).rejects.toMatchObject({ code: "input-changed" });
  await expect(rendering).rejects.toThrow(file);
  expect(existsSync(join(folder.path, "out.mp4"))).toBe(false);
  expect(await readFile(file, "utf8")).toBe(red);
  expect(await renderIn(folder)).toEqual({ color: "red", isResumed: false });
  expect(await renderIn(folder)).toEqual({ color: "red", isResumed: true });
});

test("an installed package and a file under renders that the page asks for count, also where it asks late", async () => {
  const late = `<img style="position: absolute; left: 0; top: 0"><script src="node_modules/tint/tint.js"></script>
    <script>
      const step = () => {
        if (document.timeline.currentTime > 250 && !document.images[0].src) document.images[0].src = "renders/late.svg";
        requestAnimationFrame(step);
      };
      step();
    </script>`;
  await using folder = await projectOf({
    "index.html": unique() + composition(late, root),
    "node_modules/tint/tint.js": "",
    "renders/late.svg": picture("red"),
  });
  expect(await renderIn(folder)).toEqual({ color: "red", isResumed: false });
  await writeFile(join(folder.path, "renders/other.mp4"), "nobody asks for it");
  expect(await renderIn(folder)).toEqual({ color: "red", isResumed: true });
  await writeFile(join(folder.path, "renders/late.svg"), picture("blue"));
  expect(await renderIn(folder)).toEqual({ color: "blue", isResumed: false });
  const tint = 'document.images[0].style.filter = "invert(1)"';
  await writeFile(join(folder.path, "node_modules/tint/tint.js"), tint);
  expect(await renderIn(folder)).toMatchObject({ color: "yellow", isResumed: false });
});
