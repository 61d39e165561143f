import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createContext, runInContext } from "node:vm";
import { beforeAll, describe, expect, it } from "vitest";
import { repository } from "../support/fixtures.ts";

interface Table {
  readonly labels: readonly string[];
  readonly series: ReadonlyArray<{ readonly name: string; readonly values: ReadonlyArray<number | null> }>;
}

/** The table that the page's script reads from a file of the project. */
async function readTable(csv: string, options: { readonly address?: string } = {}): Promise<Table> {
  const address = options.address ?? "data.csv";
  const page = createContext({
    URL,
    document: { baseURI: "http://project.localhost/chart/" },
    location: { origin: "http://project.localhost" },
    fetch: () => Promise.resolve({ ok: true, text: () => Promise.resolve(csv) }),
  });
  runInContext(script, page);
  const table = (await runInContext(`readTable({ csv: ${JSON.stringify(address)} })`, page)) as Table;
  // Lists of another realm equal none of this one.
  return JSON.parse(JSON.stringify(table)) as Table;
}

let script: string;

beforeAll(async () => {
  script = await readFile(join(repository, "templates/data-chart/read-table.js"), "utf8");
});

describe("the table of data-chart", () => {
  it("has a series for each column, and a label for each row", async () => {
    expect(await readTable("Year,A,B\n2024,1,2\n2025,3,4\n")).toEqual({
      labels: ["2024", "2025"],
      series: [
        { name: "A", values: [1, 3] },
        { name: "B", values: [2, 4] },
      ],
    });
  });

  it("reads quotes, a byte order mark, and other line ends", async () => {
    const csv = '\uFEFFYear,"A, ""first""","B\nC"\r\n2024,"1,234",2\r\n\r\n';
    expect(await readTable(csv)).toEqual({
      labels: ["2024"],
      series: [
        { name: 'A, "first"', values: [1234] },
        { name: "B\nC", values: [2] },
      ],
    });
  });

  it.each(["\t", ";"])("takes %j for the separator where the first line has it", async (separator) => {
    const csv = [
      ["Jahr", "A", "B"],
      ["2024", "1,5", "2.000,25"],
    ]
      .map((row) => row.join(separator))
      .join("\n");
    expect((await readTable(csv)).series.map(({ values }) => values)).toEqual([[1.5], [2000.25]]);
  });

  it.each([
    ["1,234.5", 1234.5],
    ["1.234,5", 1234.5],
    ["1,234", 1234],
    ["0,5", 0.5],
    ["1 234", 1234],
    ["-7", -7],
    ["−7 %", -7],
    ["-$7", -7],
    ["$12.50", 12.5],
    ["5 Euro", 5],
    ["1e3", 1000],
    [".5", 0.5],
    ["n/a", null],
    ["", null],
  ])("reads %j as %j", async (cell, value) => {
    expect((await readTable(`Year;A;B\n2024;${cell};1`)).series[0]?.values).toEqual([value]);
  });

  it("has gaps where rows are short, and names for columns without one", async () => {
    expect(await readTable("Year,A,\n2024,1,2\n2025\n")).toEqual({
      labels: ["2024", "2025"],
      series: [
        { name: "A", values: [1, null] },
        { name: "2", values: [2, null] },
      ],
    });
  });

  it.each(["https://example.com/data.csv", "//example.com/data.csv", "data:text/csv,a"])(
    "refuses %s, which is no file of the project",
    async (address) => {
      await expect(readTable("", { address })).rejects.toThrow("is not in the project");
    },
  );
});
