import { expect, test } from "vitest";
import { checkRows } from "../../src/batch/check-rows.ts";
import { readNarrations } from "../../src/batch/read-narrations.ts";
import { projectOf } from "../support/project-of.ts";

// Whoever is first loads all that templates need.
const template = JSON.stringify({
  name: "Card",
  variants: [
    { name: "16:9", width: 160, height: 90 },
    { name: "9:16", width: 90, height: 160 },
  ],
  data: {
    required: ["id"],
    properties: { id: { type: "string" }, age: { type: "integer" }, day: { type: "string" } },
  },
});
const files = {
  "card/template.json": template,
  "card/index.html": "<p><<id>> <<age>> <<date day>></p>",
  "people.csv": 'ID;Age;Day;Phone\na;1;2026-01-31;1\n"b\nb";old;;2\nc;x;x;3\n;4;soon;4\n',
};

test("all problems of all rows are told with row and column, without rendering", async () => {
  await using folder = await projectOf(files);
  const environment = { workingFolder: folder.path };
  const options = { data: "people.csv", output: "out/<<size>>/<<id>>.mp4", size: "all", environment };
  const check = await checkRows("card", options);
  expect(check).toMatchObject({ rows: 4, faulty: 3, names: [] });
  expect(check.problems.map(({ row, line, message }) => [row, line, message])).toEqual([
    [2, 3, 'people.csv:4:4: age must be an integer, but is "old" (row 2, column Age).'],
    [3, 5, 'people.csv:5:3: age must be an integer, but is "x" (row 3, column Age).'],
    [4, 6, "people.csv:6:1: id must be a string, but is missing (row 4, column ID)."],
  ]);
  expect(check.notices).toEqual(["people.csv: a column that no field is filled from: Phone."]);
});

test("so are names that two rows have, that are the batch's own, and what only shows in a filled page", async () => {
  await using folder = await projectOf({
    ...files,
    "people.csv": "id,day\na,\nA,\nmanifest.jsonl,\nb,soon\n",
  });
  const environment = { workingFolder: folder.path };
  const check = await checkRows("card", {
    data: "people.csv",
    output: "out/<<id>>",
    format: "png",
    environment,
  });
  expect(check.problems.map(({ message }) => message)).toEqual([
    '<<date>> needs a date like 2026-01-31, but got "soon".',
  ]);
  expect(check.names).toEqual([
    "people.csv:3: this row's output, A, is that of line 2 too.",
    "people.csv:4: this row's output, manifest.jsonl, is the name of a file of the batch itself.",
  ]);
});

test("several sizes need a name each", async () => {
  await using folder = await projectOf(files);
  const environment = { workingFolder: folder.path };
  await expect(
    checkRows("card", { data: "people.csv", output: "out/<<id>>.mp4", size: "16:9,9x16", environment }),
  ).rejects.toThrow("`output` must be a name with <<size>> in it, as there are several sizes");
  await expect(
    checkRows("card", { data: "people.csv", output: null, size: "16:9,4:3", environment }),
  ).rejects.toThrow('`size` must be one of 16:9, 9:16, but is "4:3".');
});

test("rows that do not fit are told where narrations are counted, narrated or not", async () => {
  await using folder = await projectOf(files);
  const environment = { workingFolder: folder.path };
  const faults: Array<string | undefined> = [];
  const request = { data: "people.csv", everyRow: true, environment };
  for await (const { fault } of readNarrations("card", request))
    faults.push(fault?.message.split(" but ")[0]);
  expect(faults).toEqual([
    undefined,
    "people.csv:4:4: age must be an integer,",
    "people.csv:5:3: age must be an integer,",
    "people.csv:6:1: id must be a string,",
  ]);
});
