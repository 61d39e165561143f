import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, it } from "vitest";
import { InterruptedError } from "../../renderer/src/errors.ts";
import { temporaryFolder } from "../../renderer/test/support/temporary-folder.ts";
import type { DataRow, RowFormat } from "../src/rows/data-row.ts";
import { readRows } from "../src/rows/read-rows.ts";

async function listOf(rows: AsyncIterable<DataRow>): Promise<DataRow[]> {
  const list: DataRow[] = [];
  for await (const row of rows) list.push(row);
  return list;
}

function rowsOf(text: string, format: RowFormat | null, size = 3): Promise<DataRow[]> {
  const bytes = Buffer.from(text);
  const parts = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
  return listOf(readRows({ file: "-", standardInput: Readable.from(parts), format, signal: null }));
}

async function shown(text: string, format: RowFormat | null): Promise<unknown[]> {
  return (await rowsOf(text, format)).map(({ number, line, data, error }) => [
    number,
    line,
    error ? error.message : data,
  ]);
}

it("reads CSV as RFC 4180 has it, with the line where each row begins", async () => {
  const text = '\uFEFFid,user.name,note\r\n1,"Ö, ""x""","a\r\nb"\r\n2,B,\r\n\r\n3,C\r\n';
  expect(await shown(text, null)).toEqual([
    [1, 2, { id: "1", user: { name: 'Ö, "x"' }, note: "a\r\nb" }],
    [2, 4, { id: "2", user: { name: "B" } }],
    // Excel leaves trailing separators out.
    [3, 6, { id: "3", user: { name: "C" } }],
  ]);
});

const many = Array.from({ length: 8000 }, (_, index) => `- name: Person ${index}\n  age: ${index}`);

it("hears everything else while it reads a large YAML file, and where its values are", async () => {
  let ticks = 0;
  let read = 0;
  const clock = setInterval(() => (ticks += 1), 1);
  const parts = async function* (): AsyncGenerator<string> {
    yield await Promise.resolve(many.join("\n"));
    read = ticks;
  };
  const rows = await rowsIn(Readable.from(parts()));
  clearInterval(clock);
  expect(ticks - read).toBeGreaterThan(10);
  expect(rows).toHaveLength(many.length);
  const { line, data, locate } = rows[5000]!;
  expect([line, data, locate(["age"])]).toEqual([
    10_001,
    { name: "Person 5000", age: 5000 },
    { file: "standard input", line: 10_002, column: 8 },
  ]);
});

it("ends at once if that is wanted while it reads one", async () => {
  const stop = new AbortController();
  const parts = async function* (): AsyncGenerator<string> {
    yield await Promise.resolve(many.join("\n"));
    setTimeout(() => stop.abort(), 1);
  };
  let rows = 0;
  const reading = async (): Promise<void> => {
    const standardInput = Readable.from(parts());
    for await (const _ of readRows({ file: "-", standardInput, format: "yaml", signal: stop.signal }))
      rows += 1;
  };
  await expect(reading()).rejects.toThrow(InterruptedError);
  expect(rows).toBe(0);
});

it("tells where a large one is wrong", async () => {
  await expect(rowsIn(Readable.from([`${many.join("\n")}\n- name: a\n  name: b\n`]))).rejects.toThrow(
    "standard input:16002:3: the key name is there twice.",
  );
});

function rowsIn(standardInput: Readable): Promise<DataRow[]> {
  return listOf(readRows({ file: "-", standardInput, format: "yaml", signal: null }));
}

it("reads JSON lists item by item, and goes on after a bad one", async () => {
  const text = '[\n {"a": "]}\\"", "b": [{}]},\n {"a": x},\n 3\n]\n';
  expect(await shown(text, null)).toEqual([
    [1, 2, { a: ']}"', b: [{}] }],
    [2, 3, expect.stringMatching(/^standard input:3:8: This is not JSON/)],
    [3, 4, 3],
  ]);
  const [first] = await rowsOf('[\n {\n  "a": {"b": 1}}]', "json");
  expect(first?.locate(["a", "b"])).toEqual({ file: "standard input", line: 3, column: 14 });
  expect(await shown('{"a":\n1}', null)).toEqual([[1, 1, { a: 1 }]]);
});

it("reads JSON lines and YAML", async () => {
  expect(await shown('{"a":1}\n\n{"a":\n{"a":2}', null)).toEqual([
    [1, 1, { a: 1 }],
    [2, 3, expect.stringContaining("standard input:3:")],
    [3, 4, { a: 2 }],
  ]);
  expect(await shown("- a: 1\n- a:\n    b: x\n", "yaml")).toEqual([
    [1, 1, { a: 1 }],
    [2, 2, { a: { b: "x" } }],
  ]);
  const [, second] = await rowsOf("- a: 1\n- a:\n    b: x\n", "yaml");
  expect(second?.locate(["a", "b"])?.line).toBe(3);
});

it.each([
  ["id,id\n1,2", "csv", "standard input:1: column 1 and column 2 are both called id: rename one of them."],
  ['a\n"x', "csv", "this is not CSV"],
  ["", "json", "there is no data in it"],
  ["[1", "json", "ends in the middle"],
  ["[1] 2", "json", "something stands after the list"],
  ["a: [", "yaml", "this is not YAML"],
  ["a: &a [x, *a]", "yaml", "standard input:1:11: aliases stand for more than"],
  ["a: 1\nb:\n  c: 1\n  c: 2", "yaml", "standard input:4:3: the key c is there twice."],
] as const)("refuses %j", async (text, format, message) => {
  await expect(rowsOf(text, format)).rejects.toThrow(message);
});

it("reads a file of many rows without holding them", async () => {
  await using folder = await temporaryFolder();
  const file = join(folder.path, "rows.csv");
  const line = `1,${"x".repeat(1000)}\n`;
  await writeFile(file, `id,text\n${line.repeat(60_000)}`);
  let count = 0;
  let most = 0;
  for await (const row of readRows({ file, standardInput: Readable.from([]), format: null, signal: null })) {
    count += row.error ? 0 : 1;
    if (count % 5000 === 0) most = Math.max(most, process.memoryUsage().heapUsed);
  }
  expect(count).toBe(60_000);
  expect(most).toBeLessThan(400_000_000);
  await expect(
    listOf(
      readRows({
        file: join(folder.path, "none.csv"),
        standardInput: Readable.from([]),
        format: null,
        signal: null,
      }),
    ),
  ).rejects.toThrow("none.csv cannot be read");
});
