import { readFile, readdir, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { projectOf } from "../../renderer/test/support/project-of.ts";
import { temporaryFolder } from "../../renderer/test/support/temporary-folder.ts";
import { openProject, type OpenRequest } from "../src/project/open-project.ts";
import { plainData } from "../src/rows/data-options.ts";

const page = "<p><<name>> <<size.name>> <<size.width>>x<<size.height>></p>";
const template = {
  "card/template.json": JSON.stringify({
    name: "card",
    variants: [
      { name: "16:9", width: 1920, height: 1080 },
      { name: "1:1", width: 1080, height: 1080 },
    ],
    data: { required: ["name"], properties: { name: { type: "string", maxLength: 20 } } },
  }),
  "card/index.html": page,
  "card/README.md": "Write `<<anything>>`.",
  "card/data.json": '{"name":"Sample"}',
  "card/assets/logo.svg": "<svg><text><<name>></text></svg>",
  "card/assets/logo.bin": "x",
  "card/hyperframes.json": '{"narration":{"script":"Hello <<name>>"}}',
};

/** What a project is opened with if nothing is said. */
function request(workingFolder: string, changes: Partial<OpenRequest> = {}): OpenRequest {
  const openInput = (): Readable => Readable.from(['{"name":"Typed"}\n']);
  const usual = {
    data: null,
    size: null,
    root: null,
    brand: null,
    choose: "first",
    signal: null,
    openInput,
  } as const;
  return { ...plainData, ...usual, workingFolder, temporaryFolder: workingFolder, ...changes };
}

describe("a template", () => {
  it("is filled with its sample data, in its first size, and says so", async () => {
    await using folder = await projectOf(template);
    await using opened = await openProject("card", request(folder.path));
    expect(basename(opened.path)).toBe("card");
    expect(await readFile(join(opened.path, "index.html"), "utf8")).toBe("<p>Sample 16:9 1920x1080</p>");
    expect(await readFile(join(opened.path, "hyperframes.json"), "utf8")).toContain("Hello Sample");
    expect(opened.notices).toEqual([
      "No data is given, so the template's sample is filled in: card/data.json. Give yours with `data`.",
    ]);
    expect((await readdir(opened.path, { recursive: true })).toSorted()).toEqual([
      "assets",
      "assets/logo.bin",
      "assets/logo.svg",
      "hyperframes.json",
      "index.html",
    ]);
    expect(opened.filled).toMatchObject({
      folder: join(folder.path, "card"),
      copies: new Map([["assets/logo.bin", join(folder.path, "card/assets/logo.bin")]]),
    });
  });

  it("is filled with the row, the file or the standard input that is given, in the size that is given", async () => {
    await using folder = await projectOf({ ...template, "rows.csv": "name\nAnn\nBob\n" });
    const textOf = async (changes: Partial<OpenRequest>): Promise<string> => {
      await using opened = await openProject("card/index.html", request(folder.path, changes));
      return `${await readFile(opened.path, "utf8")} ${opened.notices.join()}`;
    };
    expect(await textOf({ data: { name: "<b>" }, size: "1:1" })).toBe("<p>&lt;b&gt; 1:1 1080x1080</p> ");
    expect(await textOf({ data: "-" })).toContain("Typed");
    expect(await textOf({ data: "rows.csv" })).toBe(
      "<p>Ann 16:9 1920x1080</p> rows.csv has several rows: the first is filled in.",
    );
  });

  it("is not filled with the first of several rows where there must be one only", async () => {
    const card = { ...template, "card/data.json": '[{"name":"Ann"},{"name":"Bob"}]' };
    await using folder = await projectOf({
      ...card,
      "rows.csv": "name\nAnn\nBob\n",
      "row.csv": "name\nAnn\n",
    });
    const open = async (changes: Partial<OpenRequest>): Promise<readonly string[]> => {
      await using opened = await openProject("card", request(folder.path, { choose: "only", ...changes }));
      return opened.notices;
    };
    const openInput = (): Readable => Readable.from(['{"name":"Ann"}\n{"name":"Bob"}\n']);
    const advice = "has several rows, but the output has one name for all. Put a field into it";
    await expect(open({ data: "-", openInput })).rejects.toThrow(`standard input ${advice}`);
    await expect(open({ data: "rows.csv" })).rejects.toThrow(`rows.csv ${advice}`);
    expect(await open({ data: "row.csv" })).toEqual([]);
    expect(await open({ data: "-" })).toEqual([]);
    // Samples are there to be chosen from.
    expect(await open({})).toEqual([expect.stringContaining("the template's sample is filled in")]);
  });

  it("says what is wrong, and leaves nothing behind", async () => {
    await using folder = await projectOf({
      ...template,
      "rows.csv": `name\n\n"${"x".repeat(30)}"\n`,
      "no.csv": "name\n",
    });
    const open = (changes: Partial<OpenRequest>): Promise<unknown> =>
      openProject("card", request(folder.path, changes));
    await expect(open({ size: "4:3" })).rejects.toThrow('`size` must be one of 16:9, 1:1, but is "4:3".');
    await expect(open({ data: "rows.csv" })).rejects.toThrow(
      /^rows\.csv:3:1: name must be at most 20 characters/,
    );
    await expect(open({ data: "no.csv" })).rejects.toThrow("no.csv: there is no row in it.");
    await expect(open({ data: "none.csv" })).rejects.toThrow("none.csv cannot be read");
    await expect(open({ data: { nmae: "x" } })).rejects.toThrow("name must be a string, but is missing");
    expect((await readdir(folder.path)).toSorted()).toEqual(["card", "no.csv", "rows.csv"]);
  });

  it("puts in raw data of files, and of nobody else", async () => {
    await using folder = await projectOf({
      ...template,
      "card/index.html": "<p><<{name}>></p>",
      "a.json": '{"name":"<b>"}',
    });
    await using opened = await openProject("card", request(folder.path, { data: "a.json" }));
    expect(await readFile(join(opened.path, "index.html"), "utf8")).toBe("<p><b></p>");
    for (const data of ["-", { name: "<b>" }]) {
      await expect(openProject("card", request(folder.path, { data }))).rejects.toThrow("vouched for");
    }
  });

  it("goes when it is no longer needed", async () => {
    await using folder = await projectOf(template);
    await using temporary = await temporaryFolder();
    const opened = await openProject("card", { ...request(folder.path), temporaryFolder: temporary.path });
    expect(await readdir(temporary.path)).toEqual([expect.stringMatching(/^hyperframes-\w+$/)]);
    await opened[Symbol.asyncDispose]();
    expect(await readdir(temporary.path)).toEqual([]);
  });
});

describe("a project of a template", () => {
  const project = {
    ...template,
    "reports/week/hyperframes.json": '{"template":"../../card","data":"week.json","size":"1:1","other":[1]}',
    "reports/week/week.json": '{"name":"Week <<5>>"}',
    "reports/week/assets/logo.svg": "<svg><title><<name>></title></svg>",
    "reports/week/photo.txt": "<<not filled>>",
  };

  it("is filled with its own data, its files in the places of the template's", async () => {
    await using folder = await projectOf(project);
    await using opened = await openProject("reports/week", request(folder.path));
    const read = (path: string): Promise<string> => readFile(join(opened.path, path), "utf8");
    expect(basename(opened.path)).toBe("week");
    expect(await read("index.html")).toBe("<p>Week &lt;&lt;5&gt;&gt; 1:1 1080x1080</p>");
    expect(await read("assets/logo.svg")).toBe("<svg><title>Week &lt;&lt;5&gt;&gt;</title></svg>");
    expect(await read("photo.txt")).toBe("<<not filled>>");
    expect(await read("hyperframes.json")).toContain("Hello Week");
    expect(opened.notices).toEqual([]);
    await writeFile(
      join(folder.path, "reports/week/hyperframes.json"),
      '{"template":"../../card","data":"week.json","narration":{"script":"Bye <<name>>"}}',
    );
    await using again = await openProject("reports/week", request(folder.path));
    expect(await readFile(join(again.path, "hyperframes.json"), "utf8")).toContain(
      String.raw`Bye Week \u003c\u003c5`,
    );
  });

  it("says where its settings are wrong", async () => {
    await using folder = await projectOf(project);
    const file = join(folder.path, "reports/week/hyperframes.json");
    const open = async (settings: string): Promise<unknown> => {
      await writeFile(file, settings);
      return openProject("reports/week", request(folder.path));
    };
    await expect(open('{\n "template": "../x"}')).rejects.toThrow(
      `${file}:2:14: The template ../x is not there`,
    );
    await expect(open('{"template": 1}')).rejects.toThrow(`${file}:1:14: template must be a text`);
    await expect(open("{")).rejects.toThrow("This is not JSON");
  });
});

it("tells where the author wrote each line", async () => {
  await using folder = await projectOf({
    "t/index.html": `<p>
<<text>>|
<<#each rows>>
  <b><<this>></b>
  <<> card>>
<</each>>
</p>
<<#if none>>
<i></i>
<<else>>
<u></u>
<</if>>`,
    "t/partials/card.html": "<i>\n</i>",
    "t/template.json": '{"name":"t","data":{"properties":{"text":{},"rows":{},"none":{}}}}',
    "t/data.json": JSON.stringify({ text: "a\nb\nc", rows: [1, 2] }),
  });
  await using opened = await openProject("t", request(folder.path));
  const lines = (await readFile(join(opened.path, "index.html"), "utf8")).split("\n");
  const origins = lines.map((text, index) => {
    const { file, line } = opened.filled!.originOf({ file: "index.html", line: index + 1 });
    return `${text.trim()}@${file.replace("index.html", "")}${line}`;
  });
  const card = ["<i>@5", "</i>@partials/card.html2"];
  expect(origins).toEqual([
    ...["<p>@1", "a@2", "b@2", "c|@2", "@3"],
    ...["<b>1</b>@4", ...card, "@6"],
    ...["<b>2</b>@4", ...card, "@6"],
    ...["</p>@7", "@8", "<u></u>@11", "@12"],
  ]);
  expect(opened.filled!.originOf({ file: "other.css", line: 3 })).toEqual({ file: "other.css", line: 3 });
});

describe("a plain project", () => {
  const plain = {
    "plain/index.html": "<p>\\<<name>> {{name}}</p>",
    "plain/hyperframes.json": '{"data":{"a":1}}',
  };

  it("is used where it lies", async () => {
    await using folder = await projectOf(plain);
    await using opened = await openProject("plain", request(folder.path));
    expect(opened).toMatchObject({ path: join(folder.path, "plain"), filled: null, notices: [] });
    await expect(openProject("plain", request(folder.path, { size: "1:1" }))).rejects.toThrow(
      "is no template",
    );
  });

  it("is filled all the same if there is data for it", async () => {
    await using folder = await projectOf({
      "plain.html": "<p><<user.name>></p>",
      "none/index.html": "<p></p>",
    });
    const data = { user: { name: "Ann" } };
    await using opened = await openProject("plain.html", request(folder.path, { data }));
    expect(basename(opened.path)).toBe("plain.html");
    expect(await readFile(opened.path, "utf8")).toBe("<p>Ann</p>");
    await expect(openProject("none", request(folder.path, { data }))).rejects.toThrow(
      "nothing here asks for data",
    );
  });
});
