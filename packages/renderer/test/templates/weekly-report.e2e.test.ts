import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTemplateChecker, type TemplateChecker } from "./check-template.ts";
import { hostileNumbers, hostileTexts, withNumbers, withTexts } from "./hostile-data.ts";

/** When each scene stands: title, numbers, bars, lines, ranking, source. */
const times = [2, 5.3, 8.5, 12.5, 16.9, 19.6];
const sizes = ["16:9", "9:16", "1:1"];
/** Hostile numbers stand beside hostile texts, as the room is common to both. */
const numbersBeside: Readonly<Record<string, keyof typeof hostileNumbers>> = {
  "very short": "all zero",
  "words of 120 letters": "huge",
  "texts of 500 letters": "all negative",
  emoji: "tiny fractions",
};
/** Not for people to read. */
const isCode = (path: string): boolean => /locale|format|currency|axis$|step$/.test(path);

interface Report {
  readonly [field: string]: unknown;
  readonly numbers: { readonly counters: ReadonlyArray<{ readonly label: string; readonly value: number }> };
}

describe.each(sizes)("the weekly report in %s", (size) => {
  let checker: TemplateChecker;

  beforeAll(async () => {
    checker = await openTemplateChecker("weekly-report");
  });
  afterAll(() => checker[Symbol.asyncDispose]());

  const check = async (data: unknown, at = times): Promise<readonly string[]> => {
    const { problems } = await checker.check({ size, data, times: at });
    return problems;
  };

  test("shows its sample, in 20 seconds", async () => {
    const { problems, texts, seconds } = await checker.check({ size, data: checker.sample, times });
    expect(problems).toEqual([]);
    expect(seconds).toBeCloseTo(20, 5);
    const all = texts.join("\n");
    for (const text of ["Chromium", "“4”", "“73”", "“v156”", "“3,671”", "FileSystem", "apt-get changelog"]) {
      expect(all).toContain(text);
    }
  });

  test.each(Object.entries(hostileTexts))("has room for texts that are %s", async (name, text) => {
    const data = withTexts(checker.sample, (old, path, index) => (isCode(path) ? old : text(index)));
    const number = numbersBeside[name];
    expect(await check(number ? withNumbers(data, hostileNumbers[number]) : data)).toEqual([]);
  });

  test("has room for money, and for shares", async () => {
    const sample = checker.sample as Report;
    const counters = [
      { label: "revenue", value: 1_234_567.89, previous: 987_654.32, format: "currency", currency: "EUR" },
      { label: "of the visitors came back", value: 0.4567, previous: 0.5, format: "percent" },
      { label: "views", value: 12_400_000, format: "compact" },
    ];
    const { problems, texts } = await checker.check({
      size,
      data: { ...sample, numbers: { counters } },
      times: [5.3],
    });
    expect(problems).toEqual([]);
    for (const text of ["€1,234,567.89", "45.67%", "12.4M"]) expect(texts.join("\n")).toContain(text);
  });

  test("does without all that is optional", async () => {
    const { problems, seconds } = await checker.check({
      size,
      data: { title: "Builds", period: "March", numbers: { counters: [{ label: "builds", value: 12 }] } },
      times: [2, 5.3, 5.9],
    });
    expect(problems).toEqual([]);
    expect(seconds).toBeCloseTo(6, 5);
  });

  test("does without single scenes, and without values of before", async () => {
    const { bars, lines, ranking, ...rest } = checker.sample as Report;
    const items = [
      { name: "A", value: 3 },
      { name: "B", value: 2 },
    ];
    const counters = rest.numbers.counters.slice(0, 2).map(({ label, value }) => ({ label, value }));
    const { source: _, ...endless } = rest;
    expect(bars).toBeDefined();
    expect(await check({ ...rest, numbers: { counters }, ranking: { items } }, [5.3, 8.5, 10, 12])).toEqual(
      [],
    );
    expect(await check({ ...endless, lines: { now: { name: "a", values: [1, 2] } } }, [8, 9.5])).toEqual([]);
    expect(await check({ ...rest, bars: { items }, lines }, [5.3, 8, 11, 14])).toEqual([]);
    expect(await check({ ...rest, ranking }, [5.3, 9, 12])).toEqual([]);
  });
});
