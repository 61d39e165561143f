import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repository } from "../support/fixtures.ts";
import type { TestNarrator } from "../support/narrator.ts";
import { openTemplateChecker, type TemplateChecker } from "./check-template.ts";

/** Every template that is there, also those that nobody wrote a test for. */
const names = readdirSync(join(repository, "templates"));

type Speaker = readonly [who: string, narrator: TestNarrator | null];

/** Who may speak over a template. Each size is tried with the first two, and one of the others in turn. */
const usual: readonly Speaker[] = [
  ["nobody", null],
  ["a presenter with captions", {}],
];
const others: readonly Speaker[] = [
  ["a presenter without captions", { captions: false }],
  ["a voice with captions", { seen: false }],
  [
    "one at the top left with captions",
    { placement: { corner: "top-left", shape: "rounded", aspect: "4:3", size: "32%" } },
  ],
  [
    "a cut-out at the bottom left",
    { placement: { corner: "bottom-left", shape: "cut-out", size: "44%", aspect: "3:4" }, captions: false },
  ],
  [
    "a rectangle at the top right",
    { placement: { corner: "top-right", shape: "rectangle", aspect: "16:9", size: "24%" }, captions: false },
  ],
  ["one in the middle of the lower edge", { placement: { x: "50%", y: "82%", size: "26%" } }],
];
/** How often each is looked at, from the beginning to the end. */
const LOOKS = 8;

describe.each(names)("the layout of the template %s", (name) => {
  let checker: TemplateChecker;
  beforeAll(async () => {
    checker = await openTemplateChecker(name);
  });
  afterAll(() => checker[Symbol.asyncDispose]());

  test.each(sizesOf(name))("covers, cuts and crowds nothing in %s, whoever speaks", async (size) => {
    const turn = others[(names.indexOf(name) + sizesOf(name).indexOf(size)) % others.length];
    const problems: string[] = [];
    for (const [who, narration] of [...usual, ...(turn ? [turn] : [])]) {
      const report = await checker.check({ size, data: checker.sample, narration, still: true, times });
      expect(report.texts.length).toBeGreaterThan(0);
      problems.push(...report.problems.map((problem) => `${who}: ${problem}`));
    }
    expect(problems).toEqual([]);
  });
});

function sizesOf(name: string): string[] {
  const file = join(repository, "templates", name, "template.json");
  const { variants } = JSON.parse(readFileSync(file, "utf8")) as { variants: Array<{ name: string }> };
  return variants.map((variant) => variant.name);
}

function times(seconds: number): number[] {
  return Array.from({ length: LOOKS }, (_, look) => ((look + 0.5) / LOOKS) * seconds);
}
