import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { browsers } from "../support/browsers.ts";
import { colorAt, type Color, type DecodedFrames } from "../support/decode-frames.ts";
import { cacheFolder, composition, project } from "../support/fixtures.ts";
import { renderNarrated } from "../support/narrated-video.ts";
import { renderFixture } from "../support/render-fixture.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

/** Blue where the picture is free, green where the page believes the presenter, red where a script saw other places than styles. */
const page = composition(
  `<style>html { all: initial } body { margin: 0; background: #fff }
    div div { position: absolute }
    #free { inset: var(--hf-safe-top) var(--hf-safe-right) var(--hf-safe-bottom) var(--hf-safe-left); background: #0000ff }
    #presenter { left: var(--hf-presenter-left); top: var(--hf-presenter-top); width: var(--hf-presenter-width);
      height: var(--hf-presenter-height); background: #00ff00 }
    #captions { left: var(--hf-captions-left); top: var(--hf-captions-top); width: var(--hf-captions-width);
      height: var(--hf-captions-height); background: #00ff00 }</style>
   <div id="free"></div><div id="presenter"></div><div id="captions"></div>
   <script>
    const styles = getComputedStyle(document.documentElement);
    const length = (name) => parseFloat(styles.getPropertyValue(name));
    const places = window.__hfNarration?.places;
    const same = (box, name) => !box ||
      (box.x === length(name + "-left") && box.y === length(name + "-top") && box.width === length(name + "-width"));
    const isSame = places
      ? same(places.presenter, "--hf-presenter") && same(places.captions, "--hf-captions") && places.safe.right === length("--hf-safe-right")
      : length("--hf-safe-right") === 0 && length("--hf-presenter-width") === 0;
    if (!isSame) document.body.style.background = free.style.background = "#ff0000";
   </script>`,
  "data-duration=1 data-no-timeline data-fps=10 style='position: relative; width: 320px; height: 180px'",
);
const block = { captions: "burned", placement: { corner: "top-left", size: 60, margin: 10, enter: "none" } };

let folder: TemporaryFolder;
let file: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, "clip.mp4");
  const picture = "color=black:size=64x64:rate=10:duration=0.5";
  await execa("ffmpeg", ["-v", "error", "-f", "lavfi", "-i", picture, "-pix_fmt", "yuv420p", file]);
});
afterAll(() => folder[Symbol.asyncDispose]());

function nameOf([red, green, blue]: Color): string {
  if (green > 180) return red > 180 ? "white" : "green";
  if (blue > 180) return "blue";
  return red > 180 ? "red" : "black";
}

/** The colour at a place once the presenter has gone. */
const at = (video: DecodedFrames, x: number, y: number): string => nameOf(colorAt(video, 8, [x, y]));

describe("the places of a narration", () => {
  it("are known to styles and scripts before anything is drawn, and hold presenter and captions", async () => {
    await using video = await renderNarrated(page, { file, block }, { workers: 1 });
    const decoded = await video.decode();
    // While the presenter is there, and after: a circle of 60 pixels, ten from both sides.
    expect(nameOf(colorAt(decoded, 2, [40, 40]))).toBe("black");
    expect(at(decoded, 40, 40)).toBe("green");
    expect(at(decoded, 12, 40)).toBe("green");
    expect(at(decoded, 8, 40)).toBe("white");
    // Captions are 8 pixels high, in two lines, and 12.6 above the edge.
    expect(at(decoded, 160, 155)).toBe("green");
    expect(at(decoded, 160, 172)).toBe("white");
    // What is left lies between, with some air.
    expect(at(decoded, 75, 60)).toBe("blue");
    expect(at(decoded, 72, 60)).toBe("white");
    expect(at(decoded, 310, 5)).toBe("blue");
  });

  it("are nowhere without one, and the whole picture is free", async () => {
    await using plain = await project(page);
    await using video = await renderFixture(plain.path, {
      environment: { cacheFolder },
      browsers,
      workers: 1,
    });
    const decoded = await video.decode();
    for (const [x, y] of [
      [1, 1],
      [318, 178],
      [40, 40],
    ] as const) {
      expect(at(decoded, x, y)).toBe("blue");
    }
  });
});
