import { describe, expect, it } from "vitest";
import type { Json } from "../../src/composition/json.ts";
import { resolveVariables } from "../../src/composition/resolve-variables.ts";
import type { VariableDeclaration } from "../../src/composition/variable-declarations.ts";

const declare = (
  type: VariableDeclaration["type"],
  more: Partial<VariableDeclaration> = {},
): VariableDeclaration => ({
  id: "it",
  type,
  label: "It",
  default: null,
  min: -Infinity,
  max: Infinity,
  options: [],
  ...more,
});
const give = (declaration: VariableDeclaration, value: Json): ReturnType<typeof resolveVariables> =>
  resolveVariables([declaration], { values: { it: value }, from: "--variables", location: null });

describe("variables", () => {
  it.each<[VariableDeclaration["type"], Json, string, Partial<VariableDeclaration>?]>([
    ["string", 1, "a text"],
    ["string", "x".repeat(100_001), "at most 100000 characters"],
    ["number", "1", "a number"],
    ["number", 11, "a number from 1 to 10", { min: 1, max: 10 }],
    ["boolean", "true", "true or false"],
    ["enum", "c", 'one of "a", "b"', { options: ["a", "b"] }],
    ["color", "url(x)", "a CSS colour"],
    ["color", "red; background: url(x)", "a CSS colour"],
    ["color", "var(--x)", "a CSS colour"],
    ["font", "x; } body { display: none", "a font family"],
    ["image", "javascript:alert(1)", "the address of a picture"],
    ["image", " java\nscript:alert(1)", "the address of a picture"],
    ["image", "\u0001javascript:alert(1)", "the address of a picture"],
    ["image", "data:text/html,x", "the address of a picture"],
    ["image", "file:///etc/passwd", "the address of a picture"],
  ])("of the type %s are not %j", async (type, value, ...[expected, more]) => {
    const { set, problems } = await give(declare(type, { default: "kept", ...more }), value);
    expect(set.values).toEqual({ it: "kept" });
    expect(problems).toHaveLength(1);
    expect(problems[0]?.message).toContain(expected);
  });

  it.each<[VariableDeclaration["type"], Json, string, Partial<VariableDeclaration>?]>([
    ["string", "Hello", "Hello"],
    ["string", "linear-gradient(90deg, rgb(1, 2, 3), red)", "linear-gradient(90deg, rgb(1, 2, 3), red)"],
    ["string", "It's; } done", '"It\'s; } done"'],
    ["string", "url(http://example.org)", '"url(http://example.org)"'],
    ["string", "\\75rl(x)", String.raw`"\\75rl(x)"`],
    ["string", 'a "b"\n', String.raw`"a \"b\"\a "`],
    ["string", "a)(", '"a)("'],
    ["number", 1.5, "1.5"],
    ["boolean", false, "false"],
    ["color", "oklch(70% 0.1 20)", "oklch(70% 0.1 20)"],
    ["enum", "b", "b", { options: ["a", "b"] }],
    ["font", '"Open Sans", sans-serif', '"Open Sans", sans-serif'],
    ["image", { url: 'a") , url("b.png' }, String.raw`url("a\") , url(\"b.png")`],
    ["image", "data:image/png;base64,AA==", 'url("data:image/png;base64,AA==")'],
  ])("of the type %s turn %j into the CSS %s", async (type, value, ...[property, more]) => {
    const { set, problems } = await give(declare(type, more), value);
    expect(problems).toEqual([]);
    expect(set.properties["--it"]).toBe(property);
  });

  it("that nobody declares are passed on to scripts, but not to CSS, and never as a prototype", async () => {
    const values = JSON.parse('{"other":1,"__proto__":{"x":1}}') as Record<string, Json>;
    const { set, problems } = await resolveVariables([], { values, from: "--variables", location: null });
    expect(set).toEqual({ values: { other: 1 }, properties: {} });
    expect(Object.getPrototypeOf(set.values)).toBe(Object.prototype);
    expect(problems).toHaveLength(2);
  });

  it("have a second CSS name in small letters", async () => {
    const declarations = [declare("number", { id: "swap_At", default: 2 })];
    const { set } = await resolveVariables(declarations, { values: {}, from: "", location: null });
    expect(set.properties).toEqual({ "--swap_At": "2", "--hf-var-swap-at": "2" });
  });
});
