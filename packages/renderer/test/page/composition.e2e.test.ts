import { describe, expect, it } from "vitest";
import { nameAt } from "../support/decode-frames.ts";
import { composition } from "../support/fixtures.ts";
import { renderPage } from "../support/render-fixture.ts";

const center = [160, 90] as const;
const names = async (html: string, frames: readonly number[], options = {}): Promise<string[]> => {
  const video = await renderPage(html, options);
  return frames.map((frame) => nameAt(video, frame, center));
};
const box = (color: string): string =>
  `position:absolute;left:0;top:0;width:320px;height:180px;background:${color}`;

describe("a composition", () => {
  it("shows clips from their start up to, but without, their end, one after the other", async () => {
    const html = composition(
      `<div id="a" data-start="0" data-duration="0.5" style="${box("#f00")}"></div>
       <div data-start="a" data-duration="0.2" style="${box("#0f0")}"></div>
       <div data-start="a + 0.2" style="${box("#00f")}"></div>`,
      `data-no-timeline data-duration="1"`,
    );
    expect(await names(html, [0, 14, 15, 20, 21, 29])).toEqual([
      "red",
      "red",
      "lime",
      "lime",
      "blue",
      "blue",
    ]);
  });

  it("hides what is inside a hidden clip, and clips with data-hidden", async () => {
    const html = composition(
      `<div style="${box("#fff")}"></div>
       <div data-start="0.5" data-duration="0.5"><div style="${box("#f00")};visibility:visible"></div></div>
       <div data-start="0" data-hidden style="${box("#00f")}"></div>`,
      `data-no-timeline data-duration="1"`,
    );
    expect(await names(html, [0, 14, 15, 29])).toEqual(["white", "white", "red", "red"]);
  });

  it("seeks the only timeline, whatever its key", async () => {
    const html = composition(
      `<div id="box" style="${box("#f00")}"></div><script>
         window.__timelines = { other: { duration: () => 1, pause() {}, seek(t) { box.style.background = t < 0.5 ? "#f00" : "#00f"; } } };
       </script>`,
    );
    expect(await names(html, [0, 14, 15, 29])).toEqual(["red", "red", "blue", "blue"]);
  });

  it("needs nothing but window.__hf, and waits for its promises", async () => {
    const html = composition(
      `<div id="box" style="${box("#f00")}"></div><script>
         window.__hf = { duration: 0.4, async seek(t) {
           await new Promise((resolve) => { const channel = new MessageChannel(); channel.port1.onmessage = resolve; channel.port2.postMessage(0); });
           box.style.background = t < 0.2 ? "#0f0" : "#00f";
         } };
       </script>`,
    );
    expect(await names(html, [0, 5, 6, 11])).toEqual(["lime", "lime", "blue", "blue"]);
  });

  it("holds a frame until what hf-seek's listeners wait for has come", async () => {
    const html = composition(
      `<div id="box" style="${box("#f00")}"></div><script>
         addEventListener("hf-seek", ({ detail }) => detail.waitUntil((async () => {
           const picture = await (await fetch("index.html")).text();
           box.style.background = picture && detail.time < 0.2 ? "#0f0" : "#00f";
         })()));
       </script>`,
      `data-no-timeline data-duration="0.4"`,
    );
    expect(await names(html, [0, 5, 6, 11])).toEqual(["lime", "lime", "blue", "blue"]);
  });

  it("lasts as long as its CSS animations", async () => {
    const html = composition(
      `<style>@keyframes change { from { background: #f00; } to { background: #00f; } }
       #box { animation: change 0.5s steps(2, jump-none) forwards; }</style><div id="box" style="${box("#f00")}"></div>`,
      "data-no-timeline",
    );
    const video = await renderPage(html);
    expect(video.frames).toHaveLength(15);
    expect([0, 6, 8, 14].map((frame) => nameAt(video, frame, center))).toEqual([
      "red",
      "red",
      "blue",
      "blue",
    ]);
  });

  it("runs GSAP and a plugin from a CDN address without a network, with callbacks", async () => {
    const html = composition(
      `<div id="box" style="${box("#f00")}"></div>
       <script src="https://cdn.jsdelivr.net/npm/gsap@3/dist/gsap.min.js"></script>
       <script src="https://unpkg.com/gsap@3/dist/MotionPathPlugin.min.js"></script>
       <script>
         gsap.registerPlugin(MotionPathPlugin);
         const timeline = gsap.timeline({ paused: true });
         const state = { value: 0 };
         timeline.to(state, { value: 1, duration: 1, ease: "none",
           onUpdate() { box.style.background = state.value < 0.5 ? "#0f0" : "#00f"; } });
         timeline.to("#box", { duration: 1, motionPath: [{ x: 0, y: 0 }, { x: 0, y: 10 }] }, 0);
         window.__timelines = { main: timeline };
       </script>`,
    );
    expect(await names(html, [1, 14, 16, 29])).toEqual(["lime", "lime", "blue", "blue"]);
  });

  it("draws canvas and WebGL", async () => {
    const html = composition(
      `<canvas id="canvas" width="320" height="180" style="position:absolute;left:0;top:0"></canvas><script>
         const gl = canvas.getContext("webgl");
         addEventListener("hf-seek", ({ detail }) => {
           gl.clearColor(detail.time < 0.2 ? 1 : 0, detail.time < 0.2 ? 0 : 1, 0, 1);
           gl.clear(gl.COLOR_BUFFER_BIT);
         });
       </script>`,
      `data-no-timeline data-duration="0.4"`,
    );
    expect(await names(html, [0, 5, 6, 11])).toEqual(["red", "red", "lime", "lime"]);
  });

  it("may be a plain page, with its size and length from outside", async () => {
    const html = `<!doctype html><body style="margin:0;background:#00f"><script>
      setTimeout(() => { document.body.style.background = "#0f0"; }, 190);</script>`;
    const video = await renderPage(html, { width: 320, height: 180, duration: 0.4 });
    expect(video.frames).toHaveLength(12);
    expect([0, 5, 6, 11].map((frame) => nameAt(video, frame, center))).toEqual([
      "blue",
      "blue",
      "lime",
      "lime",
    ]);
  });

  it("renders a part as it is in the whole, in device pixels of any scale, padded to even sizes", async () => {
    const html = composition(
      `<div id="box" style="${box("#f00")}"></div><script>
         window.__timelines = { main: { duration: () => 1, pause() {}, seek(t) { box.style.background = t < 0.5 ? "#f00" : "#00f"; } } };
       </script>`,
      `data-width="321" data-height="181"`,
    );
    const part = await renderPage(html, { from: "0.4", to: "18f" });
    expect(part).toMatchObject({ width: 322, height: 182 });
    expect(part.frames.map((_, frame) => nameAt(part, frame, center))).toEqual([
      "red",
      "red",
      "red",
      "blue",
      "blue",
      "blue",
    ]);
    const scaled = await renderPage(html, { scale: 2, to: "2f" });
    expect(scaled).toMatchObject({ width: 642, height: 362 });
  });
});
