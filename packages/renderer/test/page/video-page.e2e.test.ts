import { readFile, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openVideoStudio, type OfferedVideo, type VideoStudio } from "../support/film-videos.ts";
import { readNumber } from "../support/video-files.ts";

const range = (count: number): number[] => Array.from({ length: count }, (_, index) => index);
const h264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "2", "-g", "10"];

let studio: VideoStudio;
let video: OfferedVideo;
beforeAll(async () => {
  studio = await openVideoStudio();
  video = await studio.make({ name: "page.mp4", frames: 30, rate: "30", duration: 1, output: h264 });
});
afterAll(() => studio[Symbol.asyncDispose]());

const numbersOf = (pictures: readonly Buffer[]) => pictures.map((data) => readNumber({ data, width: 320 }));

describe("scripts of the page", () => {
  test("see a video that is loaded and stands at its media time, and may play it", async () => {
    const html = `<video id="v" src="${video.url}" autoplay data-media-start="0.2" style="visibility: hidden"></video>
      <p id="out" style="position: absolute; top: 0"></p><script>
        const v = document.getElementById("v"), events = [];
        for (const name of ["loadedmetadata", "canplay", "error"]) v.addEventListener(name, () => events.push(name));
        window.addEventListener("hf-seek", ({ detail }) => detail.waitUntil(v.play().then(() => {
          const facts = [v.videoWidth, v.videoHeight, v.duration, v.readyState, v.paused, v.ended, v.error, events.join()];
          const wanted = [320, 180, 1, 4, true, false, null, "loadedmetadata,canplay"];
          const isRight = JSON.stringify(facts) === JSON.stringify(wanted);
          const time = Math.abs(v.currentTime - 0.2 - detail.time) < 1e-6;
          if (!isRight || !time) throw new Error(JSON.stringify(facts) + v.currentTime);
        })));
      </script>`;
    const html2 = html.replace("throw new Error(", "reportError(");
    expect((await studio.film({ html: html2, videos: [video], count: 5 })).complaints).toEqual([]);
  });

  test("draw its frame, not the one before, in 2D and WebGL", async () => {
    const html = `<video id="v" src="${video.url}" style="position: absolute; left: 400px"></video>
      <canvas id="c" width="320" height="180" style="position: absolute; left: 0; top: 0"></canvas><script>
        const context = document.getElementById("c").getContext("2d");
        const gl = new OffscreenCanvas(8, 8).getContext("webgl");
        const texture = gl.createTexture(), buffer = gl.createFramebuffer();
        window.addEventListener("hf-seek", () => {
          const v = document.getElementById("v");
          context.drawImage(v, 0, 0);
          gl.bindTexture(gl.TEXTURE_2D, texture);
          gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, v);
          gl.bindFramebuffer(gl.FRAMEBUFFER, buffer);
          gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
          const pixel = new Uint8Array(4);
          gl.readPixels(300, 10, 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, pixel);
          if (pixel[0] < 240) reportError(new Error("no red in the texture: " + pixel));
        });
      </script>`;
    const { pictures, complaints } = await studio.film({ html, videos: [video], count: 10 });
    expect(complaints).toEqual([]);
    expect(numbersOf(pictures)).toEqual(range(10));
  });
});

describe("memory", () => {
  test("at most five frames are alive, whatever the rate", async () => {
    const html = `<script>
        const Native = VideoDecoder;
        let alive = 0, most = 0;
        VideoDecoder = class extends Native {
          constructor({ output, error }) {
            super({ error, output(frame) {
              most = Math.max(most, ++alive);
              const close = frame.close;
              frame.close = () => { alive -= 1; close.call(frame); };
              output(frame);
            } });
          }
        };
        addEventListener("hf-seek", ({ detail }) => {
          if (detail.time > 0.8) (most > 5 || most < 1) && reportError(new Error("alive: " + most));
        });
      </script><video src="${video.url}" data-playback-rate="RATE"></video>`;
    for (const rate of ["1", "3", "0.2"]) {
      const page = { html: html.replace("RATE", rate), videos: [video], count: 30 };
      expect((await studio.film(page)).complaints).toEqual([]);
    }
  });
});

describe("bad files", () => {
  const filmOf = (bad: OfferedVideo, count = 30) =>
    studio.film({ html: `<video src="${bad.url}"></video>`, videos: [bad], count });

  test("one that is no video, or cannot be decoded, fails the page by name", async () => {
    const file = join(studio.folder.path, "no-video.mp4");
    await writeFile(file, "This is no video.".repeat(100));
    await expect(filmOf(studio.offer(file, 1))).rejects.toThrow(/no-video\.mp4 cannot be shown/);
    const output = ["-c:v", "libx265", "-x265-params", "log-level=error", "-pix_fmt", "yuv420p"];
    const hevc = await studio.make({ name: "hevc.mp4", frames: 3, rate: "30", duration: 0.1, output });
    await expect(filmOf(hevc)).rejects.toThrow(/hevc\.mp4 cannot be shown.*cannot decode/);
  });

  test("one that is cut off holds its last frame, and complains", async () => {
    const output = [...h264, "-movflags", "+faststart"];
    const cut = await studio.make({ name: "cut.mp4", frames: 90, rate: "30", duration: 3, output });
    const { length } = await readFile(cut.file);
    await truncate(cut.file, Math.round(length * 0.3));
    const { pictures, complaints } = await filmOf(cut, 60);
    expect(complaints.join()).toMatch(/cut\.mp4 is damaged after/);
    const seen = numbersOf(pictures);
    const last = seen.at(-1)!;
    expect(last).toBeGreaterThan(5);
    expect(last).toBeLessThan(50);
    expect(seen).toEqual(range(60).map((i) => Math.min(i, last)));
  });

  test("one that is damaged in the middle goes on with the next key frame", async () => {
    const hurt = await studio.make({ name: "hurt.mp4", frames: 30, rate: "30", duration: 1, output: h264 });
    const bytes = await readFile(hurt.file);
    const start = bytes.indexOf("mdat");
    const middle = start + Math.round((bytes.indexOf("moov") - start) * 0.45);
    bytes.fill(0xff, middle, middle + 300);
    await writeFile(hurt.file, bytes);
    const { pictures, complaints } = await filmOf(hurt);
    expect(complaints.join()).toMatch(/hurt\.mp4 is damaged after/);
    const seen = numbersOf(pictures);
    const held = seen.find((number, i) => number !== i)!;
    expect(held).toBeGreaterThan(3);
    expect(seen).toEqual(range(30).map((i) => (i <= held || i >= 20 ? i : held)));
  });
});
