import { Readable } from "node:stream";
import { writeXlsx, type CellValue } from "hucre/xlsx";
import { describe, expect, it } from "vitest";
import { plainData, readMappings, type DataOptions } from "../src/rows/data-options.ts";
import type { DataRow } from "../src/rows/data-row.ts";
import { readRows } from "../src/rows/read-rows.ts";
import { resolveReading } from "../src/rows/resolve-reading.ts";
import { Template } from "../src/template.ts";

const template = Template.compile(
  new Map([
    [
      "template.json",
      JSON.stringify({
        name: "T",
        data: {
          required: ["firstName"],
          properties: {
            firstName: { type: "string" },
            company: { type: "string" },
            price: { type: "number" },
            day: { type: "string", format: "date" },
            user: { type: "object", properties: { mail: { type: "string" } } },
          },
        },
      }),
    ],
  ]),
);

interface Read {
  readonly rows: unknown[];
  readonly notices: string[];
}

/** Reads a file's bytes in small parts, as rows of the template. */
async function read(
  bytes: Uint8Array | string,
  options: Partial<DataOptions> = {},
  form: Template = template,
): Promise<Read> {
  const buffer = Buffer.from(bytes as Uint8Array);
  const parts = Array.from({ length: Math.ceil(buffer.length / 7) }, (_, index) =>
    buffer.subarray(index * 7, (index + 1) * 7),
  );
  const notices: string[] = [];
  const request = { ...plainData, ...options, workingFolder: ".", signal: null };
  const reading = await resolveReading(form, request, (text) => notices.push(text));
  const rows: unknown[] = [];
  const standardInput = Readable.from(parts.length > 200 ? [buffer] : parts);
  for await (const row of readRows({ file: "-", standardInput, format: null, reading, signal: null })) {
    rows.push(row.error ? row.error.message : row.data);
  }
  return { rows, notices };
}

const ann = { firstName: "Ann, B", price: "1.5" };

describe("finds out what separates cells", () => {
  it.each<[string, string, unknown[]]>([
    ["commas", 'First Name,Price\n"Ann, B",1.5\n', [ann]],
    ["semicolons, with decimal commas", "First Name;Price\nAnn, B;1,5\n", [ann]],
    [
      "decimal commas with points between thousands",
      "First Name;Price\nAnn, B;1.234,5\n",
      [{ ...ann, price: "1234.5" }],
    ],
    ["tabs", "First Name\tPrice\nAnn, B\t1.5\n", [ann]],
    ["bars", "First Name|Price\nAnn, B|1.5\n", [ann]],
    ["what Excel says in the first line", "sep=;\r\nFirst Name;Price\r\nAnn, B;1,5\r\n", [ann]],
    [
      "none in a file with one column",
      "First Name\nAnn, B\nBob; C\n",
      [{ firstName: "Ann, B" }, { firstName: "Bob; C" }],
    ],
    [
      "commas in names of a file with semicolons",
      '"Company, or firm";First Name;Price\nx;Ann, B;1,5\n',
      [ann],
    ],
    [
      "separators and line breaks in quotes",
      'First Name;Company\n"Ann; ""B""\r\nC";Acme\n',
      [{ firstName: 'Ann; "B"\r\nC', company: "Acme" }],
    ],
    ["lines that end as on old Macs", "First Name;Price\rAnn, B;1,5\r", [ann]],
  ])("%s", async (_, text, rows) => {
    expect((await read(text)).rows).toEqual(rows);
  });
});

describe("reads what is no UTF-8", () => {
  const text = "First Name;Company\r\nZoë;株式会社\r\n";
  const little = Buffer.from(text, "utf16le");
  const expected = [{ firstName: "Zoë", company: "株式会社" }];

  it.each<[string, Uint8Array]>([
    ["UTF-16 with the low byte first", Buffer.concat([Buffer.from([0xff, 0xfe]), little])],
    [
      "UTF-16 with the high byte first",
      Buffer.concat([Buffer.from([0xfe, 0xff]), Buffer.from(little).swap16()]),
    ],
    ["UTF-16 without a mark", little],
    ["UTF-16 without a mark, the high byte first", Buffer.from(little).swap16()],
    ["UTF-8 with a mark", Buffer.from(`\uFEFF${text}`)],
  ])("%s", async (_, bytes) => {
    expect((await read(bytes)).rows).toEqual(expected);
  });

  it("tells the line of bytes that are none, and reads them if it is told what they are", async () => {
    const bytes = Buffer.from("First Name;Price\nAnn;1\nM\xFCller;2\n", "latin1");
    await expect(read(bytes)).rejects.toThrow(
      "standard input:3: this is no UTF-8 text, such as “Müller” in windows-1252. Save it as “CSV UTF-8”, or say what it is: `dataEncoding` windows-1252",
    );
    const { rows } = await read(bytes, { dataEncoding: "windows-1252" });
    expect(rows[1]).toEqual({ firstName: "Müller", price: "2" });
  });
});

describe("fills fields from columns", () => {
  it.each<[string, string]>([
    ["without case, spaces and signs", "FIRST_name , User Mail\nAnn,a@b.c\n"],
    ["in a name of two lines", '"First\nName",user.mail\nAnn,a@b.c\n'],
    ["past columns and rows that are empty", "First Name,user mail,,\nAnn,a@b.c,,\n,,,\n , ,,\n"],
  ])("%s", async (_, text) => {
    const { rows } = await read(text);
    expect(rows[0]).toEqual({ firstName: "Ann", user: { mail: "a@b.c" } });
    expect(rows.slice(1).every((row) => Object.keys(row as object).length === 0)).toBe(true);
  });

  it("of other names, that it is told, of a table and of objects", async () => {
    const map = readMappings(["firstName=Vorname", "=company"]);
    expect((await read("vorname,company\nAnn,x\n", { map })).rows).toEqual([{ firstName: "Ann" }]);
    expect((await read('[{"Vorname":"Ann","company":"x"}]', { map })).rows).toEqual([{ firstName: "Ann" }]);
    await expect(read("First Nmae\nAnn\n", { map: readMappings("firstName=First Name") })).rejects.toThrow(
      "standard input:1: there is no column First Name, which `map` fills firstName from: there are First Nmae.",
    );
    await expect(read("a\nb\n", { map: readMappings("fristName=a") })).rejects.toThrow(
      'but is "fristName"; did you mean firstName?',
    );
  });

  it("and gives all rows the values that it is told, before those of rows", async () => {
    const set = { Company: "Acme", "user.mail": "x" };
    const rows = [{ firstName: "Ann", company: "Acme", user: { mail: "x" } }];
    expect((await read("first name,company\nAnn,Other\n", { set })).rows).toEqual(rows);
    expect((await read('{"firstName":"Ann"}', { set })).rows).toEqual(rows);
    await expect(read("a\nb\n", { set: { nothing: 1 } })).rejects.toThrow(
      "`set` must be for a field of the template",
    );
  });

  it("tells once which columns it leaves out, and refuses one that is nearly a field", async () => {
    expect((await read("First Name,Phone,Notes,Notes\nAnn,1,2,3\nBob,1,2,3\n")).notices).toEqual([
      "standard input: columns that no field is filled from: Phone, Notes, Notes.",
    ]);
    await expect(read("First Name,Compny\nAnn,x\n")).rejects.toThrow(
      'standard input:1: Compny is no field; did you mean company? Rename the column, give `map` "company=Compny", or leave it out with `map` "=Compny".',
    );
    await expect(read("First Name,first_name\nAnn,x\n")).rejects.toThrow(
      "both fill firstName: rename one of them",
    );
    await expect(read("Ann,Bob\nx,y\n")).rejects.toThrow("none of the columns Ann, Bob is a field");
  });

  it("refuses a row with something in a column without a name", async () => {
    expect((await read("First Name,Price\nAnn,1,oops\nBob,2,,\n")).rows).toEqual([
      "standard input:2:7: row 1, column 3 has no name in the first line, but “oops” in this row; a text with a separator in it needs quotes.",
      { firstName: "Bob", price: "2" },
    ]);
  });

  it("among thirty thousand of them, at once", async () => {
    const names = Array.from({ length: 30_000 }, (_, index) => `x${index}`).join(",");
    const { rows, notices } = await read(`First Name,${names}\nAnn,${names}\n`);
    expect(rows).toEqual([{ firstName: "Ann" }]);
    expect(notices[0]).toContain("x0, x1, x2, x3, x4, x5, x6, x7 and 29992 more.");
  });
});

/** A workbook with a sheet of such cells. */
function workbook(rows: CellValue[][], formats: Readonly<Record<string, string>> = {}): Promise<Uint8Array> {
  const cells = new Map(Object.entries(formats).map(([place, numFmt]) => [place, { style: { numFmt } }]));
  return writeXlsx({
    sheets: [
      { name: "People", rows, cells },
      { name: "More", rows: [["First Name"], ["Zoë"]] },
    ],
  });
}

describe("reads workbooks", () => {
  it("with numbers and dates as fields take them, or as they are shown", async () => {
    const day = new Date("2026-01-31T00:00:00Z");
    const book = await workbook(
      [
        [],
        ["First Name", "Company", "Price", "Day"],
        [1234.5, 0.25, 1234.5, day],
        [null, "  ", null, null],
        ["Ann", true, 0.1 + 0.2, "2026-02-01"],
      ],
      { "2,0": "#,##0.00", "2,1": "0%", "2,2": "#,##0.00", "2,3": "d mmm yyyy" },
    );
    expect((await read(book)).rows).toEqual([
      { firstName: "1,234.50", company: "25%", price: 1234.5, day: "2026-01-31" },
      { firstName: "Ann", company: true, price: 0.3, day: "2026-02-01" },
    ]);
  });

  it("the first sheet, or the one that is asked for", async () => {
    const book = await workbook([["First Name"], ["Ann"]]);
    expect((await read(book)).rows).toEqual([{ firstName: "Ann" }]);
    expect((await read(book, { dataSheet: "more" })).rows).toEqual([{ firstName: "Zoë" }]);
    expect((await read(book, { dataSheet: "2" })).rows).toEqual([{ firstName: "Zoë" }]);
    await expect(read(book, { dataSheet: "Less" })).rejects.toThrow(
      "standard input has no sheet Less: `dataSheet` takes People, More, or a number.",
    );
  });

  it("of any size, while everything else goes on", async () => {
    const people = Array.from({ length: 16_000 }, (_, index) => [`Person ${(index * 7919) % 12_007}`, index]);
    const book = await workbook([["First Name", "Price"], ...people]);
    expect(book.length).toBeGreaterThan(200_000);
    let ticks = 0;
    const clock = setInterval(() => (ticks += 1), 1);
    const { rows } = await read(book);
    clearInterval(clock);
    expect(ticks).toBeGreaterThan(10);
    expect(rows).toHaveLength(16_000);
    expect(rows[1]).toMatchObject({ firstName: "Person 7919" });
    await expect(read(book, { dataSheet: "Less" })).rejects.toThrow("standard input has no sheet Less");
  });

  it.each<[string, (book: Buffer) => Uint8Array, string]>([
    [
      "is damaged",
      (book) => book.subarray(0, book.length - 100),
      "is no workbook of Excel (.xlsx), or is damaged",
    ],
    ["claims to be empty", (book) => withSizes(book, 0), "is no workbook"],
    [
      "unpacks to gigabytes",
      (book) => withSizes(book, 4e9),
      "its parts have more than 200000000 bytes when unpacked",
    ],
    ["unpacks to more than it says", (book) => withSizes(book, 5), "cannot be read as a workbook"],
    [
      "is of Excel before 2007",
      () => Buffer.from("d0cf11e0a1b11ae1", "hex"),
      "is a file of Excel before 2007",
    ],
  ])("but none that %s", async (_, change, message) => {
    const book = Buffer.from(await workbook([["First Name"], ["Ann"]]));
    await expect(read(change(book))).rejects.toThrow(message);
  });
});

/** Says of each part of an archive how large it is. */
function withSizes(book: Buffer, size: number): Buffer {
  const entry = Buffer.from("PK\u0001\u0002");
  for (let at = book.indexOf(entry); at >= 0; at = book.indexOf(entry, at + 1))
    book.writeUInt32LE(size, at + 24);
  return book;
}

describe("bounds YAML", () => {
  const yaml = (text: string): AsyncGenerator<DataRow> =>
    readRows({ file: "-", standardInput: Readable.from([Buffer.from(text)]), format: "yaml", signal: null });

  it("whose aliases stand for more than is written", async () => {
    const list = Array.from({ length: 5000 }, () => "x").join(", ");
    await expect(yaml(`rows: &a [${list}]\nmore:\n${"  - *a\n".repeat(99)}`).next()).rejects.toThrow(
      "standard input:22:5: aliases stand for more than 100000 values",
    );
  });
});
