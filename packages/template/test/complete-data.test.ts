import { describe, expect, it } from "vitest";
import { Template } from "../src/template.ts";

const page =
  "<p style='color: <<color>>'><<name>></p><<#if given.name>>yes<<else>>no<</if>><<#each list>><<this.name>>,<</each>>";

function compile(data: object): Template {
  const files = { "template.json": JSON.stringify({ name: "T", data }), "index.html": page };
  return Template.compile(new Map(Object.entries(files)));
}

const name = { type: "string", minLength: 1, fallback: "Hi there" };
const template = compile({
  properties: {
    name,
    color: { type: "string", format: "color", default: "#000000" },
    list: { type: "array", items: { type: "object", properties: { name } }, default: [] },
  },
});
const filled = (data: object): string => template.fillIn(data).get("index.html") ?? "";

describe("a fallback", () => {
  it.each<[string, object]>([
    ["missing", {}],
    ["empty", { name: "" }],
    ["nothing but spaces", { name: " \u00A0\t" }],
    ["null", { name: null }],
  ])("stands for a value that is %s, and the page can tell", (_, data) => {
    expect(filled(data)).toContain("<p style='color: #000000'>Hi there</p>no");
  });

  it("leaves a value alone, and reaches into lists", () => {
    expect(filled({ name: "Ann", list: [{ name: "" }, { name: "Bob" }] })).toContain(
      "Ann</p>yesHi there,Bob,",
    );
  });

  it("keeps the name by which the page asks for it", () => {
    expect(() => compile({ properties: { name, given: { type: "string" } } })).toThrow(
      "A field cannot be called given",
    );
  });
});

describe("a colour", () => {
  it.each([
    ["RebeccaPurple", "#663399"],
    [" coral ", "#ff7f50"],
    ["#ABC", "#aabbcc"],
    ["#e8552d", "#e8552d"],
    ["rgb(232 85 45)", "#e8552d"],
    ["rgb(232, 85, 45)", "#e8552d"],
    ["hsl(14deg, 80%, 54%)", "#e8582c"],
  ])("%s is %s", (color, hex) => {
    expect(filled({ color })).toContain(`color: ${hex}'`);
  });

  it.each([
    "coralle",
    "constructor",
    "transparent",
    "#e8552d80",
    "url(x)",
    "red; background: url(//x)",
    "expression(1)",
  ])("%s is none", (color) => {
    expect(() => filled({ color })).toThrow(
      `color must be a colour such as #e8552d, coral or rgb(232 85 45), but is ${JSON.stringify(color)}.`,
    );
  });
});

describe("a schema that refers to itself", () => {
  it.each<[string, object]>([
    ["in its own place", { properties: { a: {} }, $ref: "#" }],
    ["in a field", { properties: { a: { $ref: "#/properties/a" } } }],
    [
      "in a circle",
      {
        $defs: { x: { $ref: "#/$defs/y" }, y: { $ref: "#/$defs/x" } },
        properties: { a: { $ref: "#/$defs/x" } },
      },
    ],
  ])("%s is refused with its place", (_, data) => {
    const files = { "template.json": JSON.stringify({ name: "T", data }), "index.html": "<p><<a>></p>" };
    expect(() => Template.compile(new Map(Object.entries(files)))).toThrow(
      /^template\.json:1:\d+: The schema of the data refers to itself \(\$ref\) without ever coming to an end/,
    );
  });
});
