import { join } from "node:path";
import { Readable } from "node:stream";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { plainData } from "../../../template/src/rows/data-options.ts";
import { Template } from "../../../template/src/template.ts";
import { openBatchSource } from "../../src/batch/rows/batch-source.ts";
import { OutputPattern } from "../../src/batch/rows/output-pattern.ts";
import { planRows, type RowsPlan } from "../../src/batch/rows/plan-rows.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

const template = Template.compile(
  new Map([
    [
      "template.json",
      JSON.stringify({
        name: "T",
        data: {
          required: ["id"],
          properties: { id: { type: "string" }, age: { type: "integer" }, name: { type: "string" } },
        },
      }),
    ],
  ]),
);
const { manifest } = template;

/** Plans rows that come through standard input. */
async function planText(text: string | Readable, output = "out/<<id>>.mp4"): Promise<RowsPlan> {
  await using folder = await temporaryFolder();
  const workingFolder = folder.path;
  const { signal } = new AbortController();
  const pattern = OutputPattern.compile(output, { manifest, workingFolder });
  const openInput = (): Readable => (typeof text === "string" ? Readable.from([Buffer.from(text)]) : text);
  const files = { own: null, sample: null, template };
  const from = { data: "-", openInput, workingFolder, temporaryFolder: workingFolder, signal };
  const request = { ...plainData, ...from, files };
  await using source = await openBatchSource(request);
  const plan = await planRows(source, { manifest, sizes: [null], pattern }, signal);
  return {
    ...plan,
    first: plan.first && {
      ...plan.first,
      output: plan.first.output?.slice(join(workingFolder, "/").length) ?? null,
    },
  };
}

test("counts rows, and those that cannot be rendered", async () => {
  const plan = await planText('id,age,name\na,1,"Ann, ""the\nfirst"""\nb,old,Bob\nc,3,\n,4,Eve\n');
  expect(plan).toMatchObject({ rows: 4, faulty: 2 });
  expect(plan.first).toMatchObject({
    number: 1,
    line: 2,
    output: "out/a.mp4",
    data: { name: 'Ann, "the\nfirst"' },
  });
  expect(plan.firstFault?.fault?.message).toBe(
    'standard input:4:3: age must be an integer, but is "old" (row 2, column age).',
  );
  expect(plan.firstFault?.line).toBe(4);
});

test.each<[string, string]>([
  ["JSON", '[{"id":"a"},\n {"id":"b"}]'],
  ["JSON lines", '{"id":"a"}\n{"id":"b"}\n'],
  ["CSV", "id\na\nb\n"],
])("reads %s from standard input", async (_, text) => {
  expect(await planText(text)).toMatchObject({ rows: 2, faulty: 0, first: { output: "out/a.mp4" } });
});

test("tells all names that two rows have, or that lead out of the folder, up to twenty", async () => {
  const rows = ["id", "a", "b", "A", "../x", ...Array.from({ length: 30 }, () => "b")];
  const error = await planText(rows.join("\n")).catch((error_: unknown) => error_);
  const lines = String(error).split("\n");
  expect(lines[0]).toBe("BatchError: standard input:4: this row's output, A.mp4, is that of line 2 too.");
  expect(lines[1]).toBe('standard input:5: a value in the output\'s name leads out of the folder ("../x").');
  expect(lines[2]).toContain("standard input:6: this row's output, b.mp4, is that of line 3 too.");
  expect(lines.slice(20)).toEqual(["… and 12 more.", expect.stringContaining("Nothing was rendered.")]);
});

test("several rows need a name each", async () => {
  await expect(planText("id\na\nb\n", "out/video.mp4")).rejects.toThrow(
    "standard input has several rows, but the output has one name for all. Put a field into it",
  );
  expect(await planText("id\na\n", "out/video.mp4")).toMatchObject({ rows: 1 });
});

test("there must be a row", async () => {
  await expect(planText("id\n")).rejects.toThrow("standard input: there is no row in it.");
});

test("plans ten thousand rows, of which it keeps next to nothing", async () => {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  const notes = "x".repeat(5000);
  const rows = function* (): Generator<Buffer> {
    yield Buffer.from("id,age,name\n");
    for (let number = 1; number <= 10_000; number += 1) {
      yield Buffer.from(`p${number},${number % 7 === 0 ? "none" : number},${notes}\n`);
    }
  };
  collect();
  const before = process.memoryUsage().heapUsed;
  const plan = await planText(Readable.from(rows()));
  collect();
  expect(plan).toMatchObject({ rows: 10_000, faulty: 1428 });
  // The rows have 50 MB together.
  expect(process.memoryUsage().heapUsed - before).toBeLessThan(5e6);
});
