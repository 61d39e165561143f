import { expect, test } from "vitest";
import { browsers } from "../support/browsers.ts";
import { composition } from "../support/fixtures.ts";
import { cacheFolder, project } from "../support/fixtures.ts";
import { narrationOf } from "../support/narrated-video.ts";
import { renderFixture } from "../support/render-fixture.ts";
import { videoFolder } from "../support/video-files.ts";

test("one and three workers, and a render that goes on, give the same bytes", async () => {
  await using folder = await videoFolder();
  const output = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-g", "50"];
  const file = await folder.make({ name: "clip.mp4", frames: 200, rate: "25", output });
  const page = composition(
    '<div class="clip" data-start="2" data-duration="3" style="position: absolute; width: 45px; height: 45px; background: red"></div>',
    "data-width=160 data-height=90 data-duration=11 data-no-timeline",
  );
  await using source = await project(page);
  const placement = { full: [{ from: 3, to: 5 }], start: 1 };
  const narration = await narrationOf({ file, block: { placement } });
  const hashes: string[] = [];
  for (const [workers, resume] of [
    [1, false],
    [3, false],
    [2, true],
  ] as const) {
    const options = { workers, resume, narration, environment: { cacheFolder }, browsers };
    await using video = await renderFixture(source.path, options);
    expect(video.result).toMatchObject({ frames: 330 });
    hashes.push(await video.sha256());
  }
  expect(new Set(hashes).size).toBe(1);
});
