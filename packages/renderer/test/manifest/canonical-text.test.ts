import { expect, it } from "vitest";
import { canonicalText } from "../../src/manifest/canonical-text.ts";

it("gives one text to one value, whatever the order of its fields", () => {
  const value = { b: [1, { d: null, c: "ü\n" }], a: 0.1 + 0.2, e: true, f: undefined };
  const text = '{"a":0.30000000000000004,"b":[1,{"c":"ü\\n","d":null}],"e":true}';
  expect(canonicalText(value)).toBe(text);
  expect(canonicalText(JSON.parse(text))).toBe(text);
});

it("refuses what JSON would change", () => {
  for (const value of [NaN, Infinity, 1n, () => 1, [undefined]]) {
    expect(() => canonicalText(value)).toThrow("JSON cannot hold");
  }
});
