import { describe, expect, test } from "vitest";
import { rules } from "../../src/lint/rules.ts";
import { clipRuleExamples } from "./clip-rule-examples.ts";
import { fileRuleExamples } from "./file-rule-examples.ts";
import { lintMarked, placesOf } from "./marked-project.ts";
import { scriptRuleExamples } from "./script-rule-examples.ts";

const ruleExamples = { ...clipRuleExamples, ...scriptRuleExamples, ...fileRuleExamples };

test("every rule has examples, and a name of its own", () => {
  const names = rules.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(Object.keys(ruleExamples).toSorted()).toEqual(names.toSorted());
});

describe.each(Object.entries(ruleExamples))("%s", (name, { bad, good }) => {
  test.each(bad.map((files, index) => [index + 1, files] as const))(
    "finds what is wrong in example %i, at its line and column",
    async (_, files) => {
      const { report, marks } = await lintMarked(files);
      expect(marks).not.toEqual([]);
      expect(placesOf(report, name).toSorted()).toEqual(marks.toSorted());
    },
  );

  test.each(good.map((files, index) => [index + 1, files] as const))(
    "has nothing against good example %i, and neither has any other rule",
    async (_, files) => {
      const { report } = await lintMarked(files);
      expect(report.findings).toEqual([]);
    },
  );
});
