import { describe, expect, it } from "vitest";
import { inspect } from "../../src/inspect.ts";
import { browsers } from "../support/browsers.ts";
import { projectOf } from "../support/project-of.ts";
import { renderFixture } from "../support/render-fixture.ts";

const seeker = (length: number): string =>
  `window.__timelines = { main: { duration: () => ${length}, seek() {}, pause() {} } };`;

function page(attributes: string, { inside = "", script = "" }): string {
  return `<!doctype html><div data-composition-id="main" data-width="160" data-height="90" ${attributes}>${inside}</div>
    <script>${script}</script>`;
}

async function lengthOf(
  html: string,
): Promise<{ readonly frames: number; readonly warnings: readonly string[] }> {
  await using folder = await projectOf({ "index.html": html });
  const { frames, warnings } = await inspect(folder.path, { browsers });
  return { frames, warnings };
}

describe("a declared length", () => {
  it.each([
    ["its timeline goes on to 1.4 s", { script: seeker(1.4) }],
    [
      "its last clip goes on to 2.5 s",
      { inside: `<p data-start="0.5" data-duration="2">`, script: seeker(1) },
    ],
    ["window.__hf goes on to 3 s", { script: "window.__hf = { duration: 3, seek() {} };" }],
  ])("is the length, and one warning names both where %s", async (what, content) => {
    expect(await lengthOf(page(`data-duration="1"`, content))).toEqual({
      frames: 30,
      warnings: [
        `index.html:1:16: the root declares 1 s, but ${what}. What is declared is the length; the rest is not shown.`,
      ],
    });
  });

  it.each([
    ["a shorter timeline", { script: seeker(0.4) }],
    ["a timeline that misses it by a rounding", { script: seeker(1.000_000_1) }],
    [
      "an animation that goes on",
      { inside: `<p style="animation: a 3s"></p><style>@keyframes a { to { opacity: 0 } }</style>` },
    ],
  ])("is the length without a word over %s", async (_, content) => {
    expect(await lengthOf(page(`data-duration="1"`, content))).toEqual({ frames: 30, warnings: [] });
  });

  it("that is 0 or not there is worked out", async () => {
    expect(await lengthOf(page("", { script: seeker(1.4) }))).toEqual({ frames: 42, warnings: [] });
    expect(await lengthOf(page(`data-duration="0"`, { script: seeker(1.4) }))).toEqual({
      frames: 42,
      warnings: [],
    });
  });
});

describe("a composition without a timeline", () => {
  it("is rendered at once where nothing speaks of one", async () => {
    const inside = `<p data-start="0.5" data-duration="0.5" style="position: absolute; inset: 0; margin: 0; background: #f00"></p>`;
    await using folder = await projectOf({ "index.html": page(`data-duration="1"`, { inside }) });
    await using video = await renderFixture(folder.path);
    expect(video.result).toMatchObject({ frames: 30, warnings: [] });
    const { frames } = await video.decode();
    const red = frames.map((picture) => picture[0]! > 200 && picture[1]! < 60);
    expect(red).toEqual(frames.map((_, frame) => frame >= 15));
  });

  it("is shown when what it builds by timers of its own is there", async () => {
    const script = `window.__tailwindReady = new Promise((done) => {
      let count = 0;
      const timer = setInterval(() => (count += 1) === 5 && (clearInterval(timer), done()), 20);
    });`;
    expect(await lengthOf(page(`data-duration="1"`, { script }))).toEqual({ frames: 30, warnings: [] });
  });

  it("is not kept waiting where animations are registered otherwise", async () => {
    const script = `window.__timelines = {};
      window.__hfAnime = [{ duration: 500, seek(t) { document.title = t; }, pause() {}, animatables: [] }];`;
    expect(await lengthOf(page(`data-duration="1"`, { script }))).toEqual({ frames: 30, warnings: [] });
  });
});
