import { describe, expect, it } from "vitest";
import { DataFaultsError, describeProblem } from "../src/data/check-data.ts";
import { readPlacedJson } from "../src/data/placed-json.ts";
import { Template } from "../src/template.ts";

const manifest = {
  name: "welcome",
  description: "Hello",
  variants: [{ name: "16:9", width: 1920, height: 1080 }],
  data: {
    required: ["name", "mail"],
    properties: {
      name: { type: "string", title: "Name", maxLength: 10, examples: ["Ann"] },
      mail: { type: "string", format: "email" },
      steps: {
        type: "array",
        items: {
          type: "object",
          required: ["text"],
          properties: { text: { type: "string" }, done: { type: "boolean", default: false } },
        },
      },
      count: { type: "integer", minimum: 0, default: 3 },
      look: { enum: ["dark", "light"] },
    },
  },
};

function compile(page: string, changes: object = {}): Template {
  const files = new Map([
    ["template.json", JSON.stringify({ ...manifest, ...changes }, null, 2)],
    ["index.html", page],
  ]);
  return Template.compile(files);
}

function faultsOf(json: string): DataFaultsError["problems"] {
  const placed = readPlacedJson("data.json", json);
  try {
    compile("<p><<name>></p>").fillIn(placed.value, { locate: (path) => placed.locate(path) });
  } catch (error) {
    if (error instanceof DataFaultsError) return error.problems;
    throw error;
  }
  return [];
}

describe("data", () => {
  it("is converted, and completed by defaults, in a copy", () => {
    const data = { name: 12, mail: "a@b.de", count: "7", steps: '[{"text":"a","done":"true"}]' };
    const page = `<p><<name>> <<count>> <<#each steps>><<text>><<json done>><</each>></p>`;
    expect(compile(page).fillIn(data).get("index.html")).toBe("<p>12 7 atrue</p>");
    expect(data.count).toBe("7");
    expect(compile("<p><<count>></p>").fillIn({ name: "a", mail: "a@b.de" }).get("index.html")).toBe(
      "<p>3</p>",
    );
  });

  it("has all its faults told at once, each with path, expectation, value and line", () => {
    const json = `{
  "name": "far too long\\u001b[31m",
  "steps": [
    { "text": "a" },
    { "done": "maybe" }
  ],
  "count": -1,
  "look": "pink",
  "nmae": 1
}`;
    const faults = faultsOf(json).map(({ path, expected, value, location }) => [
      path,
      expected,
      value,
      location?.line,
    ]);
    expect(faults).toHaveLength(7);
    expect(faults).toEqual(
      expect.arrayContaining([
        ["mail", "a string", null, 1],
        ["nmae", "left out: the fields are name, mail, steps, count, look", "1", 9],
        ["name", "at most 10 characters", String.raw`"far too long\u001b[31m"`, 2],
        ["steps[1].text", "a string", null, 5],
        ["steps[1].done", "a boolean", '"maybe"', 5],
        ["count", ">= 0", "-1", 7],
        ["look", 'one of "dark", "light"', '"pink"', 8],
      ]),
    );
  });

  it("that is nearly right is told what it may be meant for", () => {
    const [fault] = faultsOf('{"name":"a","mail":"a@b.de","Conut":1}');
    expect(describeProblem(fault!)).toMatch(
      /^data\.json:1:\d+: Conut must be left out: .*, but is 1; did you mean count\?$/,
    );
    expect(faultsOf('{"name":"a","mail":"a@b.de","elephant":1}')[0]?.hint).toBe("");
    expect(() => compile("<p><<cuont>></p>")).toThrow("; did you mean count?");
    expect(() => compile("<p><<uper name>></p>")).toThrow("; did you mean upper?");
  });

  it("must be an object", () => {
    expect(faultsOf("[1]")[0]?.expected).toBe("an object with a field for each value");
  });
});

describe("template.json", () => {
  it("declares the fields", () => {
    const { manifest: read } = compile("<p><<name>></p>");
    expect(read.fields.slice(0, 2)).toEqual([
      { name: "name", types: ["string"], brand: [] },
      { name: "mail", types: ["string"], brand: [] },
    ]);
    expect(read.variants).toEqual(manifest.variants);
  });

  it("is held against what the template asks for", () => {
    expect(() => compile("<p>\n<<nmae>></p>")).toThrow(
      /^index\.html:2:1: The template declares no field nmae: there are name,/,
    );
    expect(() => compile("<p><<#each steps>><<txt>><</each>></p>")).toThrow("no field steps.txt");
  });

  it("tells its own faults with line and column", () => {
    expect(() => compile("", { variants: [{ name: "16:9", width: "x", height: 1080 }] })).toThrow(
      /^template\.json:7:16: \/variants\/0\/width must be integer/,
    );
    expect(() => compile("", { data: { type: "nonsense" } })).toThrow("The schema of the data is wrong");
    expect(() => Template.compile(new Map([["template.json", '{\n "name": }']]))).toThrow(
      /^template\.json:2:10: This is not JSON/,
    );
  });
});
