import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTemplateChecker, type TemplateChecker } from "./check-template.ts";
import { hostileTexts, withTexts } from "./hostile-data.ts";

const sizes = ["16:9", "9:16", "1:1"];
/** Not for people to read. */
const isCode = (path: string): boolean => /locale|date|kind/.test(path);
/** The title, highlights, a page of changes, another, and the end. */
const readable = (seconds: number): number[] => [2, 3.9, seconds * 0.45, seconds * 0.6, seconds - 0.3];
const kinds = ["added", "changed", "fixed", "removed", "security", "deprecated"];

interface Notes {
  readonly changes: readonly unknown[];
  readonly words?: unknown;
}

/** So many changes, of all kinds, some short and some long. */
function changes(count: number): unknown[] {
  return Array.from({ length: count }, (_, index) => ({
    kind: kinds[index % kinds.length],
    text: `Change ${index + 1}${" of something that takes some words to tell".repeat(index % 3)}`,
  }));
}

describe.each(sizes)("release notes in %s", (size) => {
  let checker: TemplateChecker;

  beforeAll(async () => {
    checker = await openTemplateChecker("release-notes");
  });
  afterAll(() => checker[Symbol.asyncDispose]());

  test("shows its sample", async () => {
    const { problems, texts } = await checker.check({
      size,
      data: checker.sample,
      times: (seconds) => [2, 5, 9.2, 13.2, seconds - 0.3],
    });
    expect(problems).toEqual([]);
    const all = texts.join("\n");
    for (const text of [
      "2.4.0",
      "November 16, 2026",
      "Dark theme",
      "Links to shared",
      "Maya",
      "“Out now.”",
    ]) {
      expect(all).toContain(text);
    }
  });

  test.each(Object.entries(hostileTexts))("has room for texts that are %s", async (_, text) => {
    const words = Object.fromEntries(kinds.map((kind) => [kind, kind]));
    const sample = { ...(checker.sample as Notes), words };
    const data = withTexts(sample, (old, path, index) => (isCode(path) ? old : text(index)));
    const { problems } = await checker.check({ size, data, times: readable });
    expect(problems).toEqual([]);
  });

  test("lasts longer the more there is to tell, and counts what is more than twelve", async () => {
    const lengths: number[] = [];
    for (const count of [1, 3, 5, 12, 200]) {
      const data = { project: "P", version: "1.0", changes: changes(count) };
      const { problems, texts, seconds } = await checker.check({
        size,
        data,
        times: (end) => [2, 4.1, end - 4, end - 0.3],
      });
      expect(problems).toEqual([]);
      expect(texts.some((text) => text.includes("and 189 more"))).toBe(count === 200);
      lengths.push(seconds);
    }
    const [one = 0, three = 0, five = 0, twelve = 0, many = 0] = lengths;
    expect(one).toBeGreaterThan(6);
    expect([one, three, five, twelve]).toEqual([one, three, five, twelve].toSorted((a, b) => a - b));
    expect(many).toBe(twelve);
    expect(twelve).toBeLessThan(25);
  });
});
