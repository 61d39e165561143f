import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { repository } from "../../renderer/test/support/fixtures.ts";
import { helperNames } from "../src/helpers/helper-table.ts";
import { readManifest } from "../src/project/template-manifest.ts";
import { TemplateText } from "../src/syntax/template-text.ts";
import { faultsOf, fillPage } from "./fill-page.ts";

const text = await readFile(join(repository, "docs/templates.md"), "utf8");

/** The text below a heading. */
function section(heading: string): string {
  const [, below = ""] = text.split(`\n${heading}\n`);
  return below.split(/\n##? /)[0] ?? "";
}

function dataIn(part: string): object {
  return JSON.parse(/```json\n(.*?)```/s.exec(part)?.[1] ?? "") as object;
}

/** The code in the cells of a table's rows. */
function rowsIn(part: string): string[][] {
  return Array.from(part.matchAll(/^\|.*\|$/gm), ([row]) => {
    return Array.from(row.replaceAll(String.raw`\|`, "¦").matchAll(/`([^`]+)`/g), ([, code = ""]) =>
      code.replaceAll("¦", "|"),
    );
  });
}

describe("docs/templates.md", () => {
  it("shows every helper, and what it gives", () => {
    const part = section("## Helpers");
    const rows = rowsIn(part).filter(([tag]) => tag?.startsWith("<<"));
    for (const [tag = "", gives] of rows) {
      const filled = fillPage(tag, dataIn(part), { path: "a.txt" });
      expect([tag, filled.replaceAll(/[\u00A0\u202F]/g, " ")]).toEqual([tag, gives]);
    }
    for (const name of helperNames) expect(rows.join("\n")).toMatch(new RegExp(`<<(?:#if \\()?${name} `));
  });

  it("shows how values are escaped", () => {
    const part = section("## Escaping");
    const rows = rowsIn(part).filter(([template]) => template?.includes("<<"));
    expect(rows).toHaveLength(14);
    for (const [template = "", page] of rows) expect(fillPage(template, dataIn(part))).toBe(page);
  });

  it("shows tags that can be read, and a template.json that can be", () => {
    const tags = rowsIn(section("## Tags"))
      .flat()
      .filter((tag) => !/^(?:<<> .*|\\<<|\{\{.*)$/.test(tag));
    expect(tags.length).toBeGreaterThan(12);
    for (const tag of tags) expect([tag, faultsOf(`<p>${tag}</p>`)]).toEqual([tag, []]);
    const shown = /```json\n(.*?)```/s.exec(section("## `template.json`"))?.[1] ?? "";
    expect(readManifest(new TemplateText("template.json", shown)).fields).toHaveLength(3);
  });
});
