import { expect, it } from "vitest";
import { fillPage } from "./fill-page.ts";

const data = {
  n: 1234567.891,
  f: 0.1234,
  minus: -3,
  zero: 0,
  when: "2026-01-31T15:04:05Z",
  words: "élan vital o'neill",
  family: "👩‍👩‍👧‍👦👩‍👩‍👧‍👦 abc",
  seconds: 3725,
  markdown: "*a* [b](c)",
};

function fill(tag: string, locale = "en-US"): string {
  const text = fillPage(`<<${tag}>>`, data, { path: "a.txt", locale, now: new Date("2026-02-03T15:04:05Z") });
  return text.replaceAll(/[\u00A0\u202F]/g, " ");
}

it.each([
  ["number n", "1,234,567.891"],
  ["number n digits=0", "1,234,568"],
  ['currency n "EUR"', "€1,234,567.89"],
  ["percent f", "12.3%"],
  ["signed minus", "-3"],
  ["signed n digits=1", "+1,234,567.9"],
  ["signed zero", "0"],
  ["compact n", "1.2M"],
  ["compact 12400", "12.4K"],
  ["date when", "Jan 31, 2026"],
  ['date when "long" time="short" timeZone="Asia/Tokyo"', "February 1, 2026 at 12:04 AM"],
  ["relative when", "3 days ago"],
  ['relative when from="2026-01-31"', "in 15 hours"],
  ["duration seconds", "1 hr, 2 min"],
  ["duration 0", "0 sec"],
  ['plural 1 one="# user" other="# users"', "1 user"],
  ['plural n one="# user" other="# users"', "1,234,567.891 users"],
  ["upper words", "ÉLAN VITAL O'NEILL"],
  ["lower 'ÀB'", "àb"],
  ["title words", "Élan Vital O'neill"],
  ["truncate family 3", "👩‍👩‍👧‍👦👩‍👩‍👧‍👦…"],
  ["truncate family 6", data.family],
  ['default none "—"', "—"],
  ["json minus", "-3"],
  ["markdown markdown", String.raw`\*a\* \[b\]\(c\)`],
  ["number none", ""],
])("<<%s>>", (tag, wanted) => {
  expect(fill(tag)).toBe(wanted);
});

it("follows the locale", () => {
  expect(fill("number n digits=2", "de-DE")).toBe("1.234.567,89");
  expect(fill('currency n "EUR"', "fr-FR")).toBe("1 234 567,89 €");
  expect(fill("relative when", "de-DE")).toBe("vor 3 Tagen");
  expect(fill('plural 3 one="# файл" few="# файла" many="# файлов" other="#"', "ru")).toBe("3 файла");
  expect(fill("upper 'i'", "tr")).toBe("İ");
});

it("refuses what it cannot format, and has no clock of its own", () => {
  expect(() => fill("number words")).toThrow('<<number>> needs a number, but got "élan');
  expect(() => fill("date words")).toThrow("needs a date");
  expect(() => fill('currency n "nonsense"')).toThrow("currency");
  expect(() => fillPage("<p><<relative w>></p>", { w: 0 })).toThrow("needs a moment to count from");
});
