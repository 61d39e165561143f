import { describe, expect, test } from "vitest";
import { chapterList } from "../../src/assemble/chapter-list.ts";
import { frameDelays } from "../../src/assemble/gif/frame-delays.ts";
import { withDelays } from "../../src/assemble/gif/with-delays.ts";
import { joinList } from "../../src/assemble/join-list.ts";
import { splitPngs } from "../../src/assemble/png/split-pngs.ts";
import { resolveChapters } from "../../src/plan/resolve-chapters.ts";
import { frame, seconds } from "../../src/timeline/units.ts";
import { inPieces } from "./h264-samples.ts";

/** A picture with chunks of some lengths. */
function png(...lengths: number[]): Buffer {
  const chunks = [...lengths.map((length) => ["IDAT", length] as const), ["IEND", 0] as const];
  const parts = chunks.map(([type, length]) => {
    const chunk = Buffer.alloc(length + 12, length);
    chunk.writeUInt32BE(length, 0);
    chunk.write(type, 4);
    return chunk;
  });
  return Buffer.concat([Buffer.alloc(8, 0x89), ...parts]);
}

describe("PNGs that follow one another are split", () => {
  const pictures = [png(10, 300), png(), png(5000), png(1)];

  test.each([1, 7, 64, 977, 100_000])("in pieces of %i bytes", async (length) => {
    const found: Buffer[] = [];
    for await (const picture of splitPngs(inPieces(Buffer.concat(pictures), length))) {
      found.push(Buffer.from(picture));
    }
    expect(found).toEqual(pictures);
  });

  test("unless the last one is cut off", async () => {
    const cut = Buffer.concat(pictures).subarray(0, -3);
    const all = async (): Promise<void> => {
      for await (const picture of splitPngs(inPieces(cut, 100))) expect(picture.length).toBeGreaterThan(0);
    };
    await expect(all()).rejects.toThrow("cut off");
  });
});

describe("delays of a GIF", () => {
  test("are rounded each for itself, so that errors do not add up", () => {
    const segments = [
      { file: "a", repeats: [0, 0, 0] },
      { file: "b", repeats: [2, 23] },
    ];
    const delays = frameDelays(segments, { numerator: 30_000, denominator: 1001 });
    expect(delays).toEqual([3, 4, 3, 10, 80]);
    expect(delays.reduce((sum, delay) => sum + delay)).toBe(Math.round((30 * 100 * 1001) / 30_000));
  });

  test("are refused if they are not as many as its pictures", () => {
    const empty = Buffer.concat([Buffer.from("GIF89a"), Buffer.alloc(7), Buffer.of(0x3b)]);
    expect(() => withDelays(empty, { delays: [1], comment: "" })).toThrow("0 pictures instead of 1");
  });
});

test("names of segments are quoted for ffmpeg", () => {
  expect(joinList([{ file: "/it's/a file", repeats: [] }])).toBe(
    "ffconcat version 1.0\nfile '/it'\\''s/a file'\n",
  );
});

describe("chapters", () => {
  const clip = (chapter: string | null, start: number): Parameters<typeof resolveChapters>[0][number] =>
    ({ chapter, start, end: null }) as never;
  const rate = { numerator: 30, denominator: 1 };

  test("begin with their clips, in order; of the part that is rendered, from its first frame", () => {
    const clips = [clip("Two", 2), clip(null, 0), clip(" One \n more ", 0.5), clip("Three", 4), clip("", 1)];
    const all = resolveChapters(clips, { first: frame(0), end: frame(150), rate });
    expect(all).toEqual([
      { title: "One more", start: 0.5 },
      { title: "Two", start: 2 },
      { title: "Three", start: 4 },
    ]);
    expect(resolveChapters(clips, { first: frame(90), end: frame(120), rate })).toEqual([
      { title: "Two", start: 0 },
    ]);
  });

  test("are written with an end, and escaped", () => {
    const list = chapterList(
      [
        { title: "a=b; #c\\", start: seconds(0) },
        { title: "d", start: seconds(1.5) },
      ],
      seconds(2),
    );
    expect(list).toBe(
      ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=1500\ntitle=a\\=b\\; \\#c\\\\\n" +
        "[CHAPTER]\nTIMEBASE=1/1000\nSTART=1500\nEND=2000\ntitle=d\n",
    );
  });
});
