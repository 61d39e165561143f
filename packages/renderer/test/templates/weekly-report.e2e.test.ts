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

interface Charts {
  readonly bars: { readonly items: ReadonlyArray<{ readonly value: number }> };
  readonly lines: Readonly<Record<"now" | "before", { readonly values: readonly number[] }>>;
  readonly ranking: { readonly items: ReadonlyArray<{ readonly value: number; readonly previous: number }> };
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

describe("the weekly report, frame by frame", () => {
  let checker: TemplateChecker;
  let looks: ReadonlyArray<readonly string[]>;
  beforeAll(async () => {
    checker = await openTemplateChecker("weekly-report");
    const fifths = Array.from({ length: 80 }, (_, step) => 2.5 + step / 5);
    ({ looks } = await checker.check({ size: "16:9", data: checker.sample, times: fifths }));
  });
  afterAll(() => checker[Symbol.asyncDispose]());

  /** What stands in elements of a kind. */
  const textsOf = (look: readonly string[], place: RegExp): string[] =>
    look.filter((text) => place.test(text)).map((text) => /“(.*)”/.exec(text)?.[1] ?? "");

  test("never shows a figure that is none of the data, nor last week's as this week's", () => {
    const figures = new Set(looks.flatMap((look) => textsOf(look, /p\.value/)));
    expect([...figures].toSorted()).toEqual(["2", "43", "73"]);
    const { bars, lines } = checker.sample as Charts;
    const columns = new Set(bars.items.map(({ value }) => String(value)));
    const totals = new Set(
      [...lines.now.values, ...lines.before.values].map((value) => value.toLocaleString("en-US")),
    );
    for (const look of looks) {
      for (const count of textsOf(look, /\.column span\.count/)) expect(columns).toContain(count);
      for (const total of textsOf(look, /\.tag b/)) expect(totals).toContain(total);
    }
  });

  test("changes the ranking's figures with the period above them, never between", () => {
    const { items } = (checker.sample as Charts).ranking;
    const [now, before] = [items.map(({ value }) => `${value}`), items.map(({ previous }) => `${previous}`)];
    const seen = { now: 0, before: 0 };
    for (const look of looks) {
      const period = textsOf(look, /\.when span/)[0];
      const counts = textsOf(look, /\.row.* span\.count/);
      if (period === undefined || counts.length === 0) continue;
      seen[period === "Week 44" ? "now" : "before"] += 1;
      for (const count of counts) expect(period === "Week 44" ? now : before).toContain(count);
    }
    expect(Math.min(seen.now, seen.before)).toBeGreaterThan(3);
  });

  test("is never empty: there is a headline, or the dark sheet with its words", () => {
    expect(looks.filter((look) => !look.some((text) => /h2|\.kicker/.test(text)))).toEqual([]);
  });
});
