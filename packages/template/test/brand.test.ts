import { readFile, symlink } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { projectOf } from "../../renderer/test/support/project-of.ts";
import { openProject, type OpenRequest } from "../src/project/open-project.ts";
import { plainData } from "../src/rows/data-options.ts";

const properties = {
  title: { type: "string" },
  company: { type: "string", maxLength: 20, brand: "name" },
  accent: { type: "string", default: "#111111", brand: ["colors.accent", "colors.primary"] },
  logo: { type: "string", brand: "logo" },
};
const card = {
  "card/template.json": JSON.stringify({
    name: "card",
    data: { required: ["title", "company"], properties },
  }),
  "card/index.html": `<link rel="stylesheet" href="brand.css"><p style="color: <<accent>>"><<company>></p><img src="<<logo>>">`,
  "card/brand.css": "/* Filled in. */",
  "card/data.json": '{"title":"Sample"}',
};
const hostileLogo = `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script><text><<title>></text></svg>`;
const tide = {
  "mark.svg": hostileLogo,
  "brand.json": JSON.stringify({
    name: "Tidewater",
    logo: "mark.svg",
    colors: { primary: "#0B3", text: "#777777", background: "#888888" },
    fonts: { heading: "Space Grotesk", body: { family: "Own Sans", file: "own.woff2" } },
  }),
  "own.woff2": "wOF2 and so on",
};

/** What a project is opened with if nothing is said. */
function request(workingFolder: string, changes: Partial<OpenRequest> = {}): OpenRequest {
  const openInput = (): Readable => Readable.from(['{"title":"Typed","company":"Mine"}\n']);
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

async function filledPage(folder: string, changes: Partial<OpenRequest>, path = "card"): Promise<string> {
  await using opened = await openProject(path, request(folder, changes));
  return await readFile(join(opened.path, "index.html"), "utf8");
}

function placed(files: Readonly<Record<string, string>>, below: string): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [`${below}/${path}`, text]));
}

describe("a brand", () => {
  it("says what the data does not, and goes before the template's defaults", async () => {
    await using folder = await projectOf({ ...card, ...placed(tide, "kit") });
    const brand = "kit/brand.json";
    expect(await filledPage(folder.path, { brand })).toContain(
      `<p style="color: #00bb33">Tidewater</p><img src="brand/logo.svg">`,
    );
    const own = { title: "T", company: "Mine", accent: "#abcdef", logo: "mine.png" };
    expect(await filledPage(folder.path, { brand, data: own })).toContain(
      `<p style="color: #abcdef">Mine</p><img src="mine.png">`,
    );
    expect(await filledPage(folder.path, { data: { title: "T", company: "Mine" } })).toContain("#111111");
  });

  it("is the one asked for, else that of the project, beside the data, or in the template", async () => {
    const named = (name: string): string => JSON.stringify({ name });
    await using folder = await projectOf({
      ...card,
      "asked/brand.json": named("Asked"),
      "settings/brand.json": named("Settings"),
      "mine/hyperframes.json": '{"template":"../card","brand":"../settings/brand.json"}',
      "mine/brand.json": named("Mine"),
      "other/hyperframes.json": '{"template":"../card"}',
      "other/brand.json": named("Other"),
      "rows/rows.csv": "title\nOne\n",
      "rows/brand.json": named("Beside"),
      "card/brand.json": named("Template"),
    });
    const data = "rows/rows.csv";
    expect(await filledPage(folder.path, { data, brand: "asked" }, "mine")).toContain("Asked");
    expect(await filledPage(folder.path, { data }, "mine")).toContain("Settings");
    expect(await filledPage(folder.path, { data }, "other")).toContain("Other");
    expect(await filledPage(folder.path, { data })).toContain("Beside");
    expect(await filledPage(folder.path, { data: { title: "T" } })).toContain("Template");
  });

  it("gives a template its colours, what is read upon them, and its fonts as a style sheet", async () => {
    await using folder = await projectOf({ ...card, ...placed(tide, "kit") });
    await using opened = await openProject("card", request(folder.path, { brand: "kit" }));
    const sheet = await readFile(join(opened.path, "brand.css"), "utf8");
    expect(sheet).toContain("family=Space+Grotesk:");
    expect(sheet).toContain(`@font-face { font-family: "Own Sans"; src: url("brand/body.woff2")`);
    expect(sheet).toContain("--brand-primary: #00bb33;\n  --brand-on-primary: #111111;");
    expect(sheet).toContain(`--brand-heading: "Space Grotesk";`);
    expect(await readFile(join(opened.path, "brand/body.woff2"), "utf8")).toBe("wOF2 and so on");
    expect(opened.notices.at(-1)).toMatch(
      /brand\.json:1:\d+: colors\.text has a contrast of 1\.\d to colors\.background/,
    );
  });

  it("has its logo copied as it is: nothing in it is filled in", async () => {
    await using folder = await projectOf({
      ...card,
      "card/brand/logo.svg": "<<title>>",
      ...placed(tide, "kit"),
    });
    await using opened = await openProject("card", request(folder.path, { brand: "kit" }));
    expect(await readFile(join(opened.path, "brand/logo.svg"), "utf8")).toBe(hostileLogo);
    expect(opened.filled?.copies.get("brand/logo.svg")).toBe(join(folder.path, "kit/mark.svg"));
  });

  it.each<readonly [string, Readonly<Record<string, string>>, RegExp]>([
    ["is no JSON", { "brand.json": '{"name":\n}' }, /brand\.json:2:1: This is not JSON/],
    [
      "has an unknown name",
      { "brand.json": '{\n "colours": {}\n}' },
      /brand\.json:2:13: colours must be left out.*did you mean colors\?/,
    ],
    [
      "has a wrong colour",
      { "brand.json": '{"colors":\n{"primary":"red;"}}' },
      /brand\.json:2:12: colors\.primary must be/,
    ],
    [
      "has a family that is none",
      { "brand.json": '{"fonts":{"body":"x\\"}"}}' },
      /1:18: fonts\.body must be/,
    ],
    [
      "has a logo that is not there",
      { "brand.json": '{\n"logo": "none.svg"}' },
      /brand\.json:2:9: none\.svg is not there/,
    ],
    [
      "has a logo that is a page",
      { "brand.json": '{"logo": "a.html"}', "a.html": "" },
      /must be a file that ends in \.svg/,
    ],
    [
      "has a logo of another kind",
      { "brand.json": '{"logo": "a.png"}', "a.png": "<svg>" },
      /not what its ending says, \.png/,
    ],
    [
      "has a logo elsewhere",
      { "brand.json": '{"logo": "../card/x.svg"}' },
      /lies outside the folder of the brand/,
    ],
    [
      "has a logo elsewhere by a link",
      { "brand.json": '{"logo": "link.svg"}' },
      /lies outside the folder of the brand/,
    ],
  ])("is refused with its line and column if it %s", async (_, files, message) => {
    await using folder = await projectOf({ ...card, "card/x.svg": "<svg>", ...placed(files, "kit") });
    await symlink(join(folder.path, "card/x.svg"), join(folder.path, "kit/link.svg"));
    await expect(filledPage(folder.path, { brand: "kit" })).rejects.toThrow(message);
  });

  it("is told of at its own place where its value does not fit a template", async () => {
    await using folder = await projectOf({
      ...card,
      "kit/brand.json": '{\n  "name": "Tidewater, Sons and Daughters"\n}',
    });
    await expect(filledPage(folder.path, { brand: "kit" })).rejects.toThrow(
      /kit\/brand\.json:2:11: company must be at most 20 characters/,
    );
  });

  it("is refused where there is none, or nothing to fill in", async () => {
    await using folder = await projectOf({ ...card, "plain/index.html": "<p>", "kit/x": "" });
    await expect(filledPage(folder.path, { brand: "kit" })).rejects.toThrow(/`brand` must be a file/);
    await expect(filledPage(folder.path, { brand: "kit" }, "plain")).rejects.toThrow(
      /`brand` must be left out/,
    );
  });

  it("cannot be asked by a template for what no brand has", async () => {
    const wrong = card["card/template.json"].replace("colors.accent", "colors.acent");
    await using folder = await projectOf({ ...card, "card/template.json": wrong });
    await expect(filledPage(folder.path, {})).rejects.toThrow(
      /template\.json:1:\d+: The schema of the data is wrong/,
    );
  });
});
