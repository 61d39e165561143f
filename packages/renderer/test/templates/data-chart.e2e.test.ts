import { expect, test } from "vitest";
import { openTemplateChecker } from "./check-template.ts";
import { describeTemplate } from "./describe-template.ts";

const labels = ["2021", "2022", "2023", "2024"];
const series = [
  { name: "Crime", values: [41, 52, 68, 90] },
  { name: "Children", values: [70, 71, null, 74] },
  { name: "Travel", values: [30, -12, 25, 27] },
];
const long = "Donaudampfschifffahrt".repeat(6).slice(0, 120);
const many = Array.from({ length: 40 }, (_, index) => ({
  name: `${index % 2 ? long : "i"} ${index}`,
  values: [0, 11, 22, 33].map((step) => ((index * 37 + step) % 50) * 1e12),
}));
const kinds = ["bars", "lines", "racing"] as const;
const of = (words: string, data: object): Record<string, unknown> =>
  Object.fromEntries(kinds.map((kind) => [`${kind} ${words}`, { title: "Loans", kind, ...data }]));
const months = Array.from({ length: 12 }, (_, index) => `Month ${index + 1}`.slice(0, 8));

describeTemplate({
  name: "data-chart",
  seconds: 12,
  // Racing bars pass each other between labels, not at them.
  times: [0.9, 11],
  shown: ["Crime novels overtake", "118k", "“2025”", "Science fiction", "Sample data"],
  code: /^(?:kind|csv|unit|language|accent|highlight)$/,
  cases: {
    ...of("with a gap, and a loss", { labels, series, unit: " %", highlight: "Crime" }),
    ...of("of forty long names and huge numbers", { labels, series: many, digits: 2 }),
    ...of("of nothing", {}),
    ...of("of zeros", { labels, series: [{ name: "None", values: [0, 0, 0, 0] }] }),
    ...of("of one value", { labels: ["2024"], series: [{ name: "One", values: [7] }] }),
    ...of("in another script", {
      title: "הספרים המושאלים ביותר",
      subtitle: "最も借りられた本",
      labels: ["ינואר", "二月", "مارس"],
      series: [
        { name: "ספרי מתח", values: [3, 4, 5] },
        { name: "料理の本と旅の本", values: [5, 4, 3] },
      ],
    }),
    "columns, some of them below zero": {
      title: "Rain",
      kind: "bars",
      labels: months,
      series: [{ name: "Rain", values: months.map((_, index) => (index % 5 ? 1 : -1) * index * 12_345) }],
      unit: " mm",
    },
    "lines of 500 labels": {
      title: "Noise",
      kind: "lines",
      labels: Array.from({ length: 500 }, (_, index) => `Day ${index}`),
      series: [{ name: "Noise", values: Array.from({ length: 500 }, (_, index) => (index * 7919) % 101) }],
    },
  },
  golden: { "16:9": [90, 330], "9:16": [330], "1:1": [330] },
});

test.each([
  [[-12.5, 3], undefined, ["−12.5%", "3.0%"]],
  [[-12.5, 3.25, 8], undefined, ["−12.50%", "3.25%", "8.00%"]],
  [[-12.5, 3], 0, ["−13%", "3%"]],
  [[0.1 + 0.2, 7], undefined, ["0.3%", "7.0%"]],
])(
  "bars of %j say so from the first frame on, with %s digits after the point",
  async (values, digits, written) => {
    await using checker = await openTemplateChecker("data-chart");
    const data = {
      title: "Change",
      kind: "bars",
      unit: "%",
      labels: ["A", "B", "C"].slice(0, values.length),
      series: [{ name: "Change", values }],
      digits,
    };
    const { texts } = await checker.check({ size: "16:9", data, times: [1, 1.2, 1.5, 2, 5] });
    const shown = texts.filter((text) => text.includes("span.value")).map((text) => /“(.*)”/.exec(text)?.[1]);
    expect(new Set(shown)).toEqual(new Set(written));
  },
);
