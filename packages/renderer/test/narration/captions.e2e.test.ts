import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { colorAt, type DecodedFrames } from "../support/decode-frames.ts";
import { composition } from "../support/fixtures.ts";
import { renderNarrated } from "../support/narrated-video.ts";
import { sine, writeWav } from "../support/sound-files.ts";
import { temporaryFolder, type TemporaryFolder } from "../support/temporary-folder.ts";

/** Two sentences; the second one goes on after the composition's own end. */
const words = [
  { word: "Hello", start: 0.2, end: 0.5 },
  { word: "there.", start: 0.6, end: 0.9 },
  { word: "Revenue", start: 1.4, end: 1.8 },
  { word: "is", start: 1.9, end: 2 },
  { word: "up", start: 2.1, end: 2.4 },
];
const page = composition(
  `<style>body { background: #fff; --hf-caption-background: #0000ff; --hf-caption-color: #0000ff; --hf-caption-highlight: #0000ff }
    .clip { position: absolute; left: 0; top: 0; width: 40px; height: 40px; background: #ff0000 }</style>
   <div class="clip" data-start="narration.word('revenue')" data-duration="0.3"></div>
   <div class="clip" style="left: 60px" data-start="narration.cue('hello') + 0.1" data-duration="0.5"></div>
   <div id="script" style="position: absolute; left: 120px; top: 0; width: 40px; height: 40px"></div>
   <script>script.style.background = __hfNarration.words[2].start === 1.4 && __hfNarration.cues.hello === 0.6 &&
     __hfNarration.end === 3 ? "#00ff00" : "#000000"</script>`,
  "data-duration=2 data-no-timeline data-fps=10",
);

let folder: TemporaryFolder;
let file: string;

beforeAll(async () => {
  folder = await temporaryFolder();
  file = await writeWav(join(folder.path, "voice.wav"), sine(48_000, 3));
});
afterAll(() => folder[Symbol.asyncDispose]());

/** In which frames there is blue where captions are. */
function captioned(video: DecodedFrames): number[] {
  return video.frames.flatMap((_, frame) => {
    const [red, , blue] = colorAt(video, frame, [160, 158]);
    return blue > 200 && red < 60 ? [frame] : [];
  });
}

/** In which frames there is red at a place. */
function redAt(video: DecodedFrames, x: number): number[] {
  return video.frames.flatMap((_, frame) => {
    const [red, green] = colorAt(video, frame, [x, 20]);
    return red > 200 && green < 60 ? [frame] : [];
  });
}

const range = (first: number, end: number): number[] =>
  Array.from({ length: end - first }, (_, index) => first + index);

describe("a narration with words", () => {
  it("is burned in while it is spoken, and clips and scripts follow it", async () => {
    const block = { captions: "burned", cues: { hello: "there" }, sound: { loudness: false } };
    await using video = await renderNarrated(page, { file, words, block }, { workers: 1 });
    const decoded = await video.decode();
    expect(decoded.frames).toHaveLength(30);
    // A sentence stays 0.4 s after its last word.
    expect(captioned(decoded)).toEqual([...range(2, 13), ...range(14, 28)]);
    expect(redAt(decoded, 20)).toEqual(range(14, 17));
    expect(redAt(decoded, 80)).toEqual(range(7, 12));
    expect(colorAt(decoded, 5, [140, 20])[1]).toBeGreaterThan(200);
  });

  it("becomes a track, and files beside the video, that say the same", async () => {
    const block = { captions: ["track", "file"], placement: { start: 0.5 } };
    const plain = composition("", "data-duration=2 data-no-timeline data-fps=10");
    await using video = await renderNarrated(plain, { file, words, block }, { workers: 1 });
    const srt = await readFile(video.file.replace(".mp4", ".srt"), "utf8");
    expect(srt).toBe(
      "1\n00:00:00,700 --> 00:00:01,800\nHello there.\n\n2\n00:00:01,900 --> 00:00:03,300\nRevenue is up\n",
    );
    const vtt = await readFile(video.file.replace(".mp4", ".vtt"), "utf8");
    expect(vtt).toMatch(
      /^WEBVTT\n\nNOTE Rendered by HyperFrames from main\n\n00:00:00.700 --> 00:00:01.800\nHello/,
    );
    const { stdout } = await execa("ffmpeg", [
      "-v",
      "error",
      "-i",
      video.file,
      "-map",
      "0:s:0",
      "-f",
      "srt",
      "-",
    ]);
    expect(stdout.trim()).toBe(srt.trim());
  });

  it("is told by the subtitles that came with it where the times of words are not known", async () => {
    const subtitles = "1\r\n00:00:00,000 --> 00:00:01,000\r\n<i>Good</i> day\r\n";
    const plain = composition("", "data-duration=1 data-no-timeline data-fps=10");
    await using video = await renderNarrated(
      plain,
      { file, subtitles, block: { captions: "file" } },
      { workers: 1 },
    );
    const srt = await readFile(video.file.replace(".mp4", ".srt"), "utf8");
    expect(srt).toBe("1\n00:00:00,000 --> 00:00:01,000\nGood day\n");
  });
});
