import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openVideoStudio, type VideoFilm, type VideoStudio } from "../support/film-videos.ts";
import { sine, writeWav } from "../support/sound-files.ts";
import { readNumber } from "../support/video-files.ts";

const h264 = ["-c:v", "libx264", "-pix_fmt", "yuv420p", "-bf", "2", "-g", "10"];

let studio: VideoStudio;
beforeAll(async () => {
  studio = await openVideoStudio();
  await studio.make({ name: "clip.mp4", frames: 30, rate: "30", duration: 1, output: h264 });
});
afterAll(() => studio[Symbol.asyncDispose]());

const film = (html: string, count: number, first = 0): Promise<VideoFilm> =>
  studio.film({ html, videos: [], count, first });

type Place = readonly [x: number, y: number];

/** The numbers that a quarter of each picture shows. */
function numbersAt({ pictures }: VideoFilm, [x, y]: Place = [0, 0]): Array<number | null> {
  return pictures.map((data) => readNumber({ data, width: 320 }, { x, y, width: 160, height: 90 }));
}

const range = (count: number, from = 0): number[] =>
  Array.from({ length: count }, (_, index) => index + from);

/** Notes what scripts see, and shows it at the end. */
const notes = `const notes = []; const note = (...words) => notes.push(words.join(" "));
  addEventListener("hf-seek", ({ detail }) => detail.time > 0.39 && reportError(new Error(notes.join("; "))));`;
const noted = ({ complaints }: VideoFilm): string[] =>
  complaints
    .join()
    .replace(/^.*?Script error: (?:\S+: )?(?:Uncaught )?(?:Error: )?/s, "")
    .split("; ");

const appended = `<script>setTimeout(() => {
    const v = document.createElement("video");
    v.muted = true; v.src = "/clip.mp4"; v.autoplay = true;
    v.style.cssText = "position:absolute;left:0;top:0;width:160px;height:90px";
    document.body.append(v); v.play();
  }, 100)</script>`;

const drawn = `<canvas id="a" width="320" height="180" style="position:absolute;left:0;top:0;width:160px"></canvas>
  <canvas id="b" width="320" height="180" style="position:absolute;left:160px;top:0;width:160px"></canvas><script>
    const v = document.createElement("video"), a = document.getElementById("a").getContext("2d");
    const b = document.getElementById("b").getContext("2d");
    v.muted = true; v.src = "/clip.mp4"; v.play();
    const draw = () => { a.drawImage(v, 0, 0); requestAnimationFrame(draw); };
    requestAnimationFrame(draw);
    const next = () => { b.drawImage(v, 0, 0); v.requestVideoFrameCallback(next); };
    v.requestVideoFrameCallback(next);
  </script>`;

describe("a video that a script makes", () => {
  test("plays from when it is put into the page, by jump as by step", async () => {
    const stepped = await film(appended, 10);
    expect(stepped.complaints).toEqual([]);
    expect(numbersAt(stepped)).toEqual([null, null, null, ...range(7)]);
    const jumped = await film(appended, 3, 7);
    expect(numbersAt(jumped)).toEqual([4, 5, 6]);
    expect(jumped.pictures[0]!.equals(stepped.pictures[7]!)).toBe(true);
  });

  test("is drawn frame by frame where it is in no page, and tells of each of its frames", async () => {
    const filmed = await film(drawn, 8);
    expect(filmed.complaints).toEqual([]);
    expect(numbersAt(filmed)).toEqual(range(8));
    expect(numbersAt(filmed, [160, 0])).toEqual(range(8));
  });

  test("plays in a frame of the page at the same time", async () => {
    const inner = `<style>body{margin:0}</style><video muted autoplay loop src=/clip.mp4 style="width:160px;display:block"></video>`;
    const html = `<iframe srcdoc='${inner}' style="border:0;width:160px;height:90px"></iframe>`;
    const filmed = await film(html, 6);
    expect(filmed.complaints).toEqual([]);
    expect(numbersAt(filmed)).toEqual(range(6));
  });
});

describe("scripts of the page", () => {
  test("hear of its loading, its end and its times in their order", async () => {
    const filmed = await film(
      `<script>${notes}
        const v = document.createElement("video");
        for (const name of ["loadedmetadata", "loadeddata", "canplay", "play", "playing", "pause", "ended", "seeking", "seeked"])
          v.addEventListener(name, () => note(name, v.currentTime.toFixed(1), v.paused, v.ended));
        v.muted = true; v.src = "/clip.mp4";
        v.addEventListener("loadedmetadata", () => { note(v.videoWidth, v.duration, v.readyState); v.currentTime = 0.9; });
        v.addEventListener("seeked", () => v.play().then(() => note("played")), { once: true });
      </script>`,
      13,
    );
    expect(noted(filmed)).toEqual([
      ...["loadedmetadata 0.0 true false", "320 1 1", "seeking 0.9 true false", "loadeddata 0.9 true false"],
      ...[
        "canplay 0.9 true false",
        "seeked 0.9 true false",
        "play 0.9 false false",
        "playing 0.9 false false",
      ],
      ...["played", "pause 1.0 true true", "ended 1.0 true true"],
    ]);
  });

  test("seek and pause it, and draw what they have sought in the same frame", async () => {
    const html = `<canvas id="c" width="320" height="180" style="width:160px;position:absolute;left:0;top:0"></canvas><script>
        const v = document.createElement("video"), c = document.getElementById("c").getContext("2d");
        v.src = "/clip.mp4"; v.muted = true;
        addEventListener("hf-seek", ({ detail }) => detail.waitUntil(new Promise((resolve) => {
          v.onseeked = () => { c.drawImage(v, 0, 0); resolve(); };
          v.currentTime = 0.5 - detail.time + 0.001;
        })));
      </script>`;
    const filmed = await film(html, 4);
    expect(filmed.complaints).toEqual([]);
    expect(numbersAt(filmed)).toEqual([15, 14, 13, 12]);
  });

  test("are refused what cannot be played, and it is told of once", async () => {
    const filmed = await film(
      `<script>${notes}
        const v = document.createElement("video");
        v.onerror = () => note("error", v.error.code);
        v.src = "/none.mp4";
        v.play().catch(({ name }) => note(name));
      </script>`,
      13,
    );
    expect(
      filmed.complaints.filter((text) => text.includes("none.mp4 is not in the project folder")),
    ).toHaveLength(1);
    expect(filmed.complaints.join()).toContain("error 4; NotSupportedError");
  });

  test("play sounds: those before frame 0 are reported, others told of", async () => {
    await writeWav(`${studio.folder.path}/tone.wav`, sine(48_000, 0.3));
    const html = `<script>
        const first = new Audio("/tone.wav"); first.volume = 0.5; first.play();
        setTimeout(() => new Audio("/tone.wav").play(), 50);
      </script>`;
    const { complaints, media } = await film(html, 4);
    expect(media).toMatchObject([
      { url: "http://project.localhost/tone.wav", start: 0, inPoint: 0, volume: 0.5 },
    ]);
    expect(complaints).toEqual([
      expect.stringContaining("A script plays the sound of tone.wav from a time on"),
    ]);
  });

  test("ask for a frame of a video that the composition plays while the page loads", async () => {
    const clip = studio.offer(`${studio.folder.path}/clip.mp4`, 1);
    const html = `<video id="v" src="${clip.url}" data-start="0"></video><script>
        const v = document.getElementById("v");
        let count = 0;
        const next = () => { count += 1; v.requestVideoFrameCallback(next); };
        v.requestVideoFrameCallback(next);
        addEventListener("hf-seek", ({ detail }) => { if (count !== Math.round(detail.time * 30) + 1) reportError(count); });
      </script>`;
    expect((await studio.film({ html, videos: [clip], count: 4 })).complaints).toEqual([]);
  });
});
