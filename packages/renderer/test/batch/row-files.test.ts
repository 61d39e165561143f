import { join } from "node:path";
import { expect, test } from "vitest";
import { checkRows } from "../../src/batch/check-rows.ts";
import { repository } from "../support/fixtures.ts";
import { projectOf } from "../support/project-of.ts";

// Whoever is first loads all that templates need.
const slow = { timeout: 60_000 };
const card = {
  "card/template.json": JSON.stringify({
    name: "Card",
    data: {
      properties: {
        id: { type: "string" },
        face: { type: "string" },
        film: { type: "string" },
        table: { type: "string", file: true },
        cast: {
          type: "array",
          items: { type: "object", properties: { photo: { type: "string", file: true } } },
        },
      },
    },
  }),
  "card/index.html":
    '<img src="own.png"><<#if face>><img src="<<face>>"><</if>><<#if id>><i style="background: url(\'people/<<id>>.png\')"></i><</if>>' +
    '<<#if film>><video src="<<film>>"></video><</if>><script>window.table = <<table>>;</script>',
  "card/people/ada.png": "",
  "card/people/Bo b.png": "",
  "card/a.mp4": "",
  "card/.hidden.png": "",
};

async function messagesFor(rows: string, name = "rows.csv"): Promise<string[]> {
  await using folder = await projectOf({ ...card, [name]: rows });
  const environment = { workingFolder: folder.path };
  const { problems } = await checkRows("card", { data: name, output: null, environment });
  return problems.map(({ message }) => message);
}

test("files that rows name are looked for, and told with row, column and path", slow, async () => {
  const rows = [
    "id,face,film,table",
    "ada,people/ada.png,a.mp4,people/ada.png",
    "Bo b,people/Bo%20b.png,https://example.com/a.mp4,",
    "eve,people/adda.png,b.mp4,rows.json",
  ];
  expect(await messagesFor(rows.join("\n"))).toEqual([
    [
      'rows.csv:4:27: table must be a file of the template’s folder, but is "rows.json" (row 3, column table), which is not there.',
      'rows.csv:4:5: face must be a file of the template’s folder, but is "people/adda.png" (row 3, column face), which is not there; did you mean people/ada.png?',
      'rows.csv:4:21: film must be a file of the template’s folder, but is "b.mp4" (row 3, column film), which is not there; did you mean a.mp4?',
      'rows.csv:4:1: id must be part of a file’s name, people/eve.png, but is "eve" (row 3, column id), which is not there.',
    ].join("\n"),
  ]);
});

test.each([
  ["../../etc/passwd", "which leads out of that folder."],
  ["file:///etc/passwd", "which is no address that may be used."],
  ["javascript:alert(1)", "which is no address that may be used."],
  [".hidden.png", "which is hidden, and is not read."],
  ["people", "which is a folder."],
  ["/etc/passwd", "which is not there."],
])("a hostile or useless name is told: %s", slow, async (name, reason) => {
  expect(
    await messagesFor(JSON.stringify([{ face: name, cast: [{}, { photo: name }] }]), "rows.json"),
  ).toEqual([
    [
      `rows.json:1:${33 + name.length}: cast[1].photo must be a file of the template’s folder, but is "${name}", ${reason}`,
      `rows.json:1:10: face must be a file of the template’s folder, but is "${name}", ${reason}`,
    ].join("\n"),
  ]);
});

test("the samples of templates name no file that is not there", slow, async () => {
  const samples: ReadonlyArray<readonly [string, string]> = [
    ["welcome", "people.csv"],
    ["event-promo", "data.json"],
    ["quote-card", "data.json"],
    ["data-chart", "data.json"],
  ];
  for (const [name, data] of samples) {
    const folder = join(repository, "templates", name);
    const { rows, problems } = await checkRows(folder, { data: join(folder, data), output: null });
    expect([rows > 0, problems]).toEqual([true, []]);
  }
});
