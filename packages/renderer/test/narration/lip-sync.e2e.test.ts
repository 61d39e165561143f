import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, expect, it } from "vitest";
import { colorAt, type DecodedFrames } from "../support/decode-frames.ts";
import { composition } from "../support/fixtures.ts";
import { renderNarrated } from "../support/narrated-video.ts";
import { encode, readFloats } from "../support/sound-files.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

const MINUTES_5 = 300;
const page = composition("", "data-width=160 data-height=90 data-duration=1 data-no-timeline");

let folder: TemporaryFolder;
let file: string;

/** Five minutes of black that flashes at each whole second, with a click. */
beforeAll(async () => {
  folder = await temporaryFolder();
  file = join(folder.path, "clapper.mp4");
  const flash = "drawbox=color=white:t=fill:enable='lt(mod(t+0.001,1),0.06)'";
  await execa("ffmpeg", [
    ...[
      "-v",
      "error",
      "-y",
      "-f",
      "lavfi",
      "-i",
      `color=black:size=64x64:rate=25:duration=${MINUTES_5},${flash}`,
    ],
    ...["-f", "lavfi", "-i", `aevalsrc='0.8*sin(6000*t)*lt(mod(t,1),0.02)':s=48000:d=${MINUTES_5}`],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p", "-c:a", "aac", file],
  ]);
});
afterAll(() => folder[Symbol.asyncDispose]());

/** When each flash begins, in seconds. */
function flashes(video: DecodedFrames, rate: number): number[] {
  const isWhite = video.frames.map((_, frame) => colorAt(video, frame, [80, 45])[0] > 128);
  return isWhite.flatMap((white, frame) => (white && !isWhite[frame - 1] && frame > 0 ? [frame / rate] : []));
}

/** When each click begins, in seconds. */
function clicks(samples: Float32Array): number[] {
  const times: number[] = [];
  samples.forEach((value, index) => {
    const time = index / 48_000;
    if (Math.abs(value) > 0.1 && time - (times.at(-1) ?? -1) > 0.5) times.push(time);
  });
  return times.filter((time) => time > 0.5);
}

it.each([
  [0, 4, 24],
  [297, 301, 29.97],
])(
  "picture and sound of seconds %i to %i are a frame apart at most, at %s frames a second",
  async (from, to, fps) => {
    const placement = {
      x: "50%",
      y: "50%",
      size: 80,
      shape: "rectangle",
      border: false,
      shadow: false,
      start: 0.49,
    };
    const block = { placement: { ...placement, enter: "none", exit: "none" } };
    await using video = await renderNarrated(page, { file, block }, { fps, from: `${from}`, to: `${to}` });
    const rate = fps === 24 ? 24 : 30_000 / 1001;
    const seen = flashes(await video.decode(), rate);
    const sound = await encode(video.file, `${video.file}.f32`, ["-f", "f32le", "-ac", "2", "-ar", "48000"]);
    const heard = clicks((await readFloats(sound)).left);
    // The clip's own first and last flash may be cut in half by the part that is rendered.
    const whole = seen.filter((time) => time > 1 && time < 3);
    expect(whole).toHaveLength(2);
    for (const time of whole) {
      expect(heard.filter((click) => Math.abs(time - click) <= 1 / rate)).toHaveLength(1);
    }
  },
);
