import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { frame } from "../../src/timeline/units.ts";
import { openStudio, pageSpecOf, type TestStudio } from "../support/open-studio.ts";

const playfair = dirname(
  createRequire(import.meta.url).resolve("@fontsource-variable/playfair-display/package.json"),
);
/** Bytes of a line of text: 18 rows of 320 pixels. */
const LINE = 18 * 320 * 4;

let studio: TestStudio;

beforeAll(async () => {
  studio = await openStudio("surface", null, { libraries: { files: { get: fakeNetwork } } });
});
afterAll(() => studio[Symbol.asyncDispose]());

/** A network that has Fraunces, which looks like Playfair Display here. */
async function fakeNetwork(address: string): Promise<Buffer | null> {
  const [, path] = /@fontsource-variable\/fraunces@(?:5|\d+\.\d+\.\d+)\/(.+)$/.exec(address) ?? [];
  if (path === undefined) return null;
  return readFile(join(playfair, path.replace("fraunces", "playfair-display"))).catch(() => null);
}

interface Shown {
  /** The pixels of each line, in hexadecimal. */
  readonly lines: readonly string[];
  readonly complaints: readonly string[];
}

/** Shows a line of the same text for each way of naming a list of families. */
async function show(lines: ReadonlyArray<readonly [way: string, list: string]>): Promise<Shown> {
  const query = new URLSearchParams({ lines: JSON.stringify(lines) });
  const url = `http://project.localhost/font-stacks/page.html?${query.toString()}`;
  await using take = await studio.source.open(pageSpecOf("font-stacks", { url }));
  // A worker draws with the frame after the one in which it was told to.
  await take.show(frame(0), "jump");
  const picture = Buffer.from((await take.show(frame(3), "step")).bgra);
  const { failedRequests, scriptErrors } = take.log;
  return {
    lines: lines.map((_, index) => picture.subarray(index * LINE, (index + 1) * LINE).toString("hex")),
    complaints: [...failedRequests, ...scriptErrors.map(({ message }) => message)].toSorted(),
  };
}

function complaintAbout(name: string): unknown {
  return expect.stringContaining(`the font family ${name} (used without`);
}

it("shows the first family of a list that is there, however it is written", async () => {
  const lists = [
    '"SF Pro Display", "Playfair Display", serif',
    "'SF Pro Display',Playfair Display , serif",
    'Ubuntu, "Segoe UI", "Playfair Display"',
    "playfair\\ display, serif",
    '"\\50 LAYFAIR DISPLAY"',
    '"Playfair Display Variable", serif',
    '"Cormorant Garamond", "Playfair Display", serif',
    '"House, \\"Brand\\"", Own\\ 2, "Playfair Display"',
    "Fraunces, Inter",
  ];
  const named = await show(lists.map((list) => ["inline", list]));
  const alone = await show(lists.map(() => ["inline", "Playfair Display"]));
  const plain = await show(lists.map(() => ["inline", "serif"]));
  expect(named.complaints).toEqual(
    ['"Cormorant Garamond"', '"House, \\"Brand\\""', '"Own 2"'].map(complaintAbout),
  );
  for (const [index, list] of lists.entries()) {
    expect([list, named.lines[index] === alone.lines[index]]).toEqual([list, true]);
    expect(named.lines[index] === plain.lines[index]).toBe(false);
  }
});

it("shows a family that the system is known for where that stands first", async () => {
  const lists = [
    "-apple-system, Inter",
    "system-ui, Fraunces",
    "Arial, Fraunces",
    "Segoe UI, Helvetica Neue",
  ];
  const named = await show(lists.map((list) => ["inline", list]));
  const plain = await show(lists.map(() => ["inline", "sans-serif"]));
  expect(named).toEqual(plain);
});

it("finds the lists of a page wherever they stand, and those that scripts draw with from the first stroke on", async () => {
  const ways = [
    ...["shorthand", "property", "before", "shadow", "closed", "svg", "frame"],
    ...["canvas", "later-canvas", "offscreen"],
  ];
  for (const some of [ways.slice(0, 7), ways.slice(7)]) {
    const named = await show(some.map((way) => [way, '"House Brand", Fraunces']));
    const alone = await show(some.map((way) => [way, '"Playfair Display"']));
    const plain = await show(some.map((way) => [way, "serif"]));
    expect(named.complaints).toEqual([complaintAbout('"House Brand"')]);
    for (const [index, way] of some.entries()) {
      expect([way, named.lines[index] === alone.lines[index]]).toEqual([way, true]);
      expect([way, named.lines[index] === plain.lines[index]]).toEqual([way, false]);
    }
  }
});

it("draws with it in a worker, too", async () => {
  const named = await show([["worker", '"House Brand", Fraunces']]);
  const alone = await show([["worker", '"Playfair Display"']]);
  const plain = await show([["worker", "serif"]]);
  expect([named.lines[0] === alone.lines[0], named.lines[0] === plain.lines[0]]).toEqual([true, false]);
});
