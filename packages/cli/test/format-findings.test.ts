import { stripVTControlCharacters } from "node:util";
import type { Finding } from "@hyperframes-engine/renderer";
import { expect, test } from "vitest";
import { formatFindings } from "../src/format-findings.ts";

const finding = (changes: Partial<Finding>): Finding => ({
  file: "index.html",
  line: 4,
  column: 7,
  rule: "some-rule",
  severity: "warning",
  message: "What is wrong.",
  advice: "What to do.",
  ...changes,
});

test("findings are lines in columns, with a gap between files", () => {
  const text = formatFindings(
    [finding({}), finding({ line: 120, severity: "error" }), finding({ file: "a.js", severity: "info" })],
    false,
  );
  expect(text).toBe(
    [
      "index.html:4:7    warning  What is wrong.  (some-rule)",
      "                           What to do.",
      "index.html:120:7  error    What is wrong.  (some-rule)",
      "                           What to do.",
      "",
      "a.js:4:7          info     What is wrong.  (some-rule)",
      "                           What to do.",
      "",
    ].join("\n"),
  );
});

test("colours change nothing but the looks", () => {
  const given = [finding({}), finding({ severity: "error" })];
  const colored = formatFindings(given, true);
  expect(colored).toContain("\u001B[31merror  \u001B[39m");
  expect(stripVTControlCharacters(colored)).toBe(formatFindings(given, false));
});

test("what a composition holds cannot steer the terminal", () => {
  const hostile = finding({ message: "a\u001B[2Jb\u009Bc\r\nd", file: "x\u0007.html" });
  expect(formatFindings([hostile], false)).not.toMatch(/[^\n\P{Cc}]/u);
});
