import { expect, test } from "vitest";
import { projectOf } from "../../support/project-of.ts";
import { renderFixture } from "../../support/render-fixture.ts";

const page = (version: string, integrity: string): string => `<!doctype html>
  <div data-composition-id="main" data-width="160" data-height="90" data-duration="0.1">
    <i id="box" style="position: absolute; left: 0; width: 10px; height: 90px; background: #f00"></i>
  </div>
  <script src="https://cdn.jsdelivr.net/npm/gsap@${version}/dist/gsap.min.js" integrity="${integrity}" crossorigin="anonymous"></script>
  <script>
    window.__timelines = { main: gsap.timeline({ paused: true }).set("#box", { left: 100 }) };
    document.getElementById("box").title = gsap.version;
  </script>`;

test("a script with an integrity gets exactly what its address names", async () => {
  const hash = "sha384-sG0Hv1tP1lZCk9KQmrIbY/XNwi+OY84GQqhMscbnsoBFqAz8KNCil1kvfL3Hbbk2";
  await using folder = await projectOf({ "index.html": page("3.14.2", hash) });
  await using video = await renderFixture(folder.path);
  expect(video.result).toMatchObject({ frames: 3, warnings: [] });
  const { frames } = await video.decode();
  expect([frames[0]![105 * 3]! > 200, frames[0]![5 * 3 + 1]! > 200]).toEqual([true, true]);
});

test("one that is neither here nor reachable is an error that names its hash and what is here", async () => {
  await using folder = await projectOf({ "index.html": page("3.999.0", "sha384-AAAA") });
  await expect(renderFixture(folder.path)).rejects.toThrow(
    /gsap@3\.999\.0 is not reachable: .* the hash sha384-AAAA is not that of what is here, gsap@3\.15\.0 \(shipped\), gsap@3\.14\.2 /,
  );
});
