import { join } from "node:path";
import sharp from "sharp";
import { describe, expect, it } from "vitest";
import type { RenderOptions } from "../../src/render-options.ts";
import { snapshot } from "../../src/snapshot.ts";
import { browsers } from "../support/browsers.ts";
import { cacheFolder, repository } from "../support/fixtures.ts";
import { narrationOf } from "../support/narrated-video.ts";
import { projectOf } from "../support/project-of.ts";
import { sine, writeWav } from "../support/sound-files.ts";
import type { TemporaryFolder } from "../support/temporary-folder.ts";
import { describeTemplate } from "./describe-template.ts";

const card = { quote: "Less, but better.", author: "Ann Other" };
/** No picture, and no file either. */
const broken = "data:image/png;base64,AAAA";
const listOf = (text: string): unknown =>
  text.split(" ").map((word, index) => ({ word, start: index * 0.4, end: index * 0.4 + 0.4 }));

describeTemplate({
  name: "quote-card",
  seconds: 11.41125,
  times: [2, 6, 10],
  shown: ["almost", "making.", "Maya Lindqvist", "Cartographer", "Small Atlas"],
  code: /^(?:portrait|logo|audio|words|accent|ground)/,
  cases: {
    "a quote alone": card,
    "words that are no part of the quote": {
      ...card,
      words: listOf(
        "I have said so for years and nobody would believe me, until Donaudampfschifffahrtsgesellschaft came.",
      ),
    },
    "a dark ground, and nobody to be seen": {
      ...card,
      portrait: broken,
      ground: "#101318",
      accent: "#ffe600",
    },
    "a sound that is not there": { ...card, audio: "none.m4a", words: listOf("Less, but better.") },
  },
  golden: { "16:9": [156], "9:16": [156] },
});

const SOUND_RATE = 24_000;
const loud = { ...card, quote: "Up down", accent: "#0000ff", ground: "#ffffff", show: "" };
const upDown = [
  { word: "Up", start: 0.5, end: 1 },
  { word: "down", start: 1, end: 1.5 },
];

/** A card in 1:1 whose sound is silent for a second, and loud for another. */
async function cardOf(data: object): Promise<TemporaryFolder> {
  const folder = await projectOf({
    "hyperframes.json": JSON.stringify({ template: join(repository, "templates/quote-card"), size: "1:1" }),
    "data.json": JSON.stringify(data),
  });
  const samples = new Float32Array(SOUND_RATE * 2);
  samples.set(sine(SOUND_RATE, 1, { frequency: 300 }).samples, SOUND_RATE);
  await writeWav(join(folder.path, "voice.wav"), { rate: SOUND_RATE, samples });
  return folder;
}

interface Pixels {
  readonly data: Buffer;
  readonly width: number;
}

async function picturesOf(
  folder: TemporaryFolder,
  at: readonly string[],
  options: RenderOptions = {},
): Promise<readonly Pixels[]> {
  const output = join(folder.path, "picture.png");
  const { files } = await snapshot(folder.path, {
    ...options,
    at,
    output,
    environment: { cacheFolder },
    browsers,
  });
  return Promise.all(
    files.map(async (file) => {
      const { data, info } = await sharp(file).removeAlpha().raw().toBuffer({ resolveWithObject: true });
      return { data, width: info.width };
    }),
  );
}

/** Which rows and columns of a box hold pixels of a kind: how many there are, and their mean column. */
function count(
  { data, width }: Pixels,
  [left, top, right, bottom]: readonly [number, number, number, number],
  isIt: (red: number, green: number, blue: number) => boolean,
): { readonly number: number; readonly mean: number } {
  let [number, sum] = [0, 0];
  for (let y = top; y < bottom; y += 1) {
    for (let x = left; x < right; x += 1) {
      const at = (y * width + x) * 3;
      if (!isIt(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0)) continue;
      number += 1;
      sum += x;
    }
  }
  return { number, mean: number > 0 ? sum / number : 0 };
}

const isAccent = (red: number, green: number, blue: number): boolean => red < 40 && green < 40 && blue > 215;
const isDrawn = (red: number, green: number, blue: number): boolean =>
  isAccent(red, green, blue) || (red < 225 && green < 225);
const QUOTE = [90, 480, 990, 585] as const;
const WAVE = [90, 595, 990, 730] as const;

describe("quote-card", () => {
  it("lights a word on the first frame on which it is said", async () => {
    await using folder = await cardOf({ ...loud, audio: "voice.wav", words: upDown });
    // The sound begins at 0.7 s, so that the words do at 1.2 and 1.7 s: frames 36 and 51.
    const pictures = await picturesOf(folder, ["35f", "36f", "50f", "51f", "66f"]);
    const [before, up, stillUp, down, after] = pictures.map((picture) => count(picture, QUOTE, isAccent));
    expect(before?.number).toBe(0);
    expect(up?.number).toBeGreaterThan(1000);
    expect(stillUp?.mean).toBeCloseTo(up?.mean ?? 0, 0);
    expect(down?.mean).toBeGreaterThan((up?.mean ?? 0) + 60);
    expect(after?.number).toBe(0);
  });

  it("draws the wave of the sound: low where it is silent, high where it is loud, and in the accent as far as it was heard", async () => {
    await using folder = await cardOf({ ...loud, audio: "voice.wav", words: upDown });
    // 1.5 s of the sound: half of what is loud.
    const [picture] = await picturesOf(folder, ["66f"]);
    if (!picture) throw new Error("there is no picture");
    const [left, top, right, bottom] = WAVE;
    const middle = (left + right) / 2;
    const silent = count(picture, [left, top, middle - 20, bottom], isDrawn);
    const heard = count(picture, [middle + 20, top, middle + 195, bottom], isAccent);
    const unheard = count(picture, [middle + 245, top, right, bottom], isAccent);
    expect(heard.number).toBeGreaterThan(3 * silent.number);
    expect(heard.number).toBeGreaterThan(5000);
    expect(unheard.number).toBe(0);
  });

  it("follows a narration as it does a sound of its own", async () => {
    await using folder = await cardOf(loud);
    const file = join(folder.path, "voice.wav");
    const narration = await narrationOf({ file, words: upDown, block: { placement: { start: 0.2 } } });
    // The narration begins at 0.2 s: words at 0.7 and 1.2 s, frames 21 and 36.
    const pictures = await picturesOf(folder, ["20f", "35f", "36f", "60f"], { narration });
    const [before, up, down] = pictures.map((picture) => count(picture, QUOTE, isAccent));
    expect(before?.number).toBe(0);
    expect(down?.mean).toBeGreaterThan((up?.mean ?? 0) + 60);
    expect(count(pictures[3] ?? { data: Buffer.alloc(0), width: 0 }, WAVE, isAccent).number).toBeGreaterThan(
      5000,
    );
  });
});
