import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { expect, it } from "vitest";
import { repository } from "../support/fixtures.ts";

it.each([
  ["Maya Lindqvist", "ML"],
  ["Maya van der Berg", "MB"],
  ["Cher", "C"],
  ["Olga <b>Kim</b>", "OK"],
  ["<b>Olga</b>", "O"],
  ['O\'Neil "Q" Brien', "OB"],
  ["- Ana (she/her)", "A"],
  ["émile zola", "ÉZ"],
  ["A\u030ake O\u0308berg", "A\u030aO\u0308"],
  ["ßigurd Å", "ßÅ"],
  ["Анна Каренина", "АК"],
  ["田中 美咲", "田"],
  ["ジョン・スミス", "ジ"],
  ["김 민지", "김"],
  ["ثريا بنت الشيخ", "ث"],
  ["अनिता शर्मा", "अ"],
  ["🦊 Anna", "A"],
  ["👩🏽‍💻", "👩🏽‍💻"],
  ["3M Support", "3S"],
  ["<>", ""],
  ["...", ""],
])("the monogram of %s is %s", async (name, monogram) => {
  const script = await readFile(join(repository, "templates/welcome/monogram.js"), "utf8");
  const page = createContext({ Intl });
  runInContext(script, page);
  expect(runInContext(`monogramOf(${JSON.stringify(name)})`, page)).toBe(monogram);
});
