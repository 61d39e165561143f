import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyData } from "../../../template/src/data/data-copy.ts";
import { readManifest } from "../../../template/src/project/template-manifest.ts";
import { TemplateText } from "../../../template/src/syntax/template-text.ts";
import { OutputPattern } from "../../src/batch/rows/output-pattern.ts";

const manifest = readManifest(
  new TemplateText(
    "template.json",
    JSON.stringify({
      name: "T",
      variants: [{ name: "9:16", width: 90, height: 160 }],
      data: {
        properties: {
          id: { type: "string" },
          user: { type: "object", properties: { name: { type: "string" } } },
        },
      },
    }),
  ),
);
const workingFolder = "/here";

function patternOf(pattern: string): OutputPattern {
  return OutputPattern.compile(pattern, { manifest, workingFolder });
}

function fileOf(pattern: string, data: object): string {
  return patternOf(pattern).fileOf({ number: 7, data: copyData(data) as object });
}

describe("names a row's file", () => {
  test.each<[string, object, string]>([
    ["renders/<<id>>.mp4", { id: "a1" }, "/here/renders/a1.mp4"],
    ["/out/<<user.name>>/<<id>>.mp4", { id: "a1", user: { name: "Ada" } }, "/out/Ada/a1.mp4"],
    ['<<upper id>>-<<default user.name "nobody">>.mp4', { id: "a1" }, "/here/A1-nobody.mp4"],
    ["v/<<#if id>><<id>><<else>>none<</if>>.mp4", {}, "/here/v/none.mp4"],
    ["v/<<row.number>>.mp4", { id: "a1" }, "/here/v/7.mp4"],
    ["v/<<id>>.mp4", { id: "a/b" }, "/here/v/a-b.mp4"],
    ["v/video.mp4", {}, "/here/v/video.mp4"],
  ])("%s", (pattern, data, file) => {
    expect(fileOf(pattern, data)).toBe(file);
  });
});

test("a value has no part in where the folder is", () => {
  expect(patternOf("a/b/<<id>>/c.mp4").folder).toBe("/here/a/b");
  expect(patternOf("a/b-<<id>>.mp4").folder).toBe("/here/a");
  expect(patternOf("<<id>>.mp4").folder).toBe("/here");
  expect(patternOf("a/b.mp4").folder).toBe("/here/a");
});

test("says whether rows have different names at all", () => {
  expect(patternOf("a/<<id>>.mp4").hasValues).toBe(true);
  expect(patternOf("a/b.mp4").hasValues).toBe(false);
});

test("asks for no field that is not declared", () => {
  expect(() => patternOf("<<idd>>.mp4")).toThrow("`output`:1:1: The template declares no field idd");
});

test("the pattern itself cannot lead out of the folder that it begins with", () => {
  expect(() => fileOf("a/<<id>>/../../b.mp4", { id: "x" })).toThrow(`leads out of ${join("/here", "a")}`);
});
