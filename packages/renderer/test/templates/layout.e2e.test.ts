import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { repository } from "../support/fixtures.ts";
import type { TestNarrator } from "../support/narrator.ts";
import { openTemplateChecker, type TemplateChecker } from "./check-template.ts";

/** Every template that is there, also those that nobody wrote a test for. */
const names = readdirSync(join(repository, "templates"));

/** Who may speak over a template. Each size is tried with the first two, and one of the others in turn. */
const usual: Readonly<Record<string, TestNarrator | null>> = {
  nobody: null,
  "a presenter with captions": {},
};
const others: ReadonlyArray<readonly [who: string, narrator: TestNarrator | null]> = [
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
const LOOKS = 10;

describe.each(names)("the layout of the template %s", (name) => {
  let checker: TemplateChecker;
  beforeAll(async () => {
    checker = await openTemplateChecker(name);
  });
  afterAll(() => checker[Symbol.asyncDispose]());

  test("covers, cuts and crowds nothing in any size, whoever speaks", async () => {
    const problems: string[] = [];
    for (const [index, { name: size }] of checker.loaded.template.manifest.variants.entries()) {
      const turn = others[(names.indexOf(name) + index) % others.length] ?? ["nobody", null];
      for (const [who, narration] of [...Object.entries(usual), turn]) {
        const report = await checker.check({ size, data: checker.sample, narration, still: true, times });
        expect(report.texts.length).toBeGreaterThan(0);
        problems.push(...report.problems.map((problem) => `${size}, ${who}: ${problem}`));
      }
    }
    expect(problems).toEqual([]);
  });
});

function times(seconds: number): number[] {
  return Array.from({ length: LOOKS }, (_, look) => ((look + 0.5) / LOOKS) * seconds);
}
