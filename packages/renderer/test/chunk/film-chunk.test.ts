import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import type { Picture, Take } from "../../src/capture/frame-source.ts";
import { filmChunk, type ChunkRun } from "../../src/chunk/film-chunk.ts";
import type { FrameSink } from "../../src/chunk/narrated-encoder.ts";
import { frame } from "../../src/timeline/units.ts";

const STILL = 4;
const FILMING_MS = 2;
const SENDING_MS = 5;

/** Fills one of two pictures with each frame's number, as sources do, and notes when a frame is begun. */
class CountingTake implements Pick<Take, "show" | "next"> {
  readonly begun: number[] = [];
  readonly #slots = [new Uint8Array(16), new Uint8Array(16)];
  #position = -1;
  #slot = 0;

  async show(): Promise<Picture> {
    return (await this.next()) ?? expect.fail("no picture");
  }

  async next(): Promise<Picture | null> {
    this.#position += 1;
    const [number, free] = [this.#position, 1 - this.#slot];
    this.begun.push(number);
    this.#slots[free]!.fill(number === STILL ? number - 1 : number);
    await sleep(FILMING_MS);
    if (number === STILL) return null;
    this.#slot = free;
    const bgra = this.#slots[free]!;
    return { bgra, toI420: () => bgra };
  }
}

/** Takes its time to read a picture, and notes what it read and how many frames were begun when it was given. */
class SlowSink implements FrameSink {
  readonly read: number[] = [];
  readonly begunAtAdd: number[] = [];
  readonly #take: CountingTake;
  #pending: Promise<void> = Promise.resolve();

  constructor(take: CountingTake) {
    this.#take = take;
  }

  async add(picture: Picture): Promise<void> {
    this.begunAtAdd.push(this.#take.begun.length);
    await this.#pending;
    this.#pending = sleep(SENDING_MS).then(() => void this.read.push(picture.bgra[0]!));
  }

  hold(): Promise<void> {
    this.read.push(-1);
    return Promise.resolve();
  }

  released(): Promise<void> {
    return this.#pending;
  }

  async finish(): Promise<readonly number[]> {
    await this.#pending;
    return [];
  }
}

function run(seam: boolean): ChunkRun {
  return {
    approach: "jump",
    seams: { first: false, seam },
    keep: () => Promise.resolve(),
    onFrame: () => undefined,
    signal: new AbortController().signal,
  };
}

test("each frame is filmed while the one before it is encoded, and none into memory that is still read", async () => {
  const take = new CountingTake();
  const encoder = new SlowSink(take);
  const chunk = { index: 0, first: frame(0), end: frame(8) };
  await filmChunk(chunk, { take: take as unknown as Take, encoder }, run(false));
  expect(encoder.read).toEqual([0, 1, 2, 3, -1, 5, 6, 7]);
  // Frame n + 1 is begun when frame n is added; nobody wants one after the last.
  expect(encoder.begunAtAdd).toEqual([2, 3, 4, 5, 7, 8, 8]);
  expect(take.begun).toHaveLength(8);
});

test("where the next chunk begins is filmed too", async () => {
  const take = new CountingTake();
  const chunk = { index: 0, first: frame(0), end: frame(3) };
  const record = await filmChunk(
    chunk,
    { take: take as unknown as Take, encoder: new SlowSink(take) },
    run(true),
  );
  expect(take.begun).toEqual([0, 1, 2, 3]);
  expect(record.seamHash).not.toBe(record.lastHash);
});

test("an encoder that fails leaves no frame under way", async () => {
  const take = new CountingTake();
  const encoder = new SlowSink(take);
  encoder.add = () => Promise.reject(new Error("died"));
  const ended: number[] = [];
  const next = take.next.bind(take);
  take.next = async () => {
    const picture = await next();
    ended.push(take.begun.length);
    return picture;
  };
  const chunk = { index: 0, first: frame(0), end: frame(3) };
  await expect(filmChunk(chunk, { take: take as unknown as Take, encoder }, run(false))).rejects.toThrow(
    "died",
  );
  expect(ended).toHaveLength(take.begun.length);
});
