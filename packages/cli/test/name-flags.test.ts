import { optionTable } from "@hyperframes-engine/renderer";
import { expect, test } from "vitest";
import { nameFlags } from "../src/name-flags.ts";

test.each([
  ["`fps` must be from 1 to 240.", "--fps must be from 1 to 240."],
  ["Raise `timeout`, or give `strictVariables`.", "Raise --timeout, or give --strict-variables."],
  ["`alpha` and `failFast` and `at` and `narration`", "--no-alpha and --fail-fast and --at and --narration"],
  ["`variables.title` is none.", "--variables.title is none."],
  ["`onProgress` and `toString` and fps stay.", "`onProgress` and `toString` and fps stay."],
])("%s", (text, shown) => {
  expect(nameFlags(text)).toBe(shown);
});

test("every flag of the table is named so", () => {
  const named = Object.entries(optionTable).flatMap(([name, { flag }]) =>
    flag === null || flag.includes(nameFlags(`\`${name}\``)) ? [] : [name],
  );
  expect(named).toEqual([]);
});
