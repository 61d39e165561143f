import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PayloadError } from "../../src/errors.ts";
import { matchesFilter } from "../../src/hooks/matches-filter.ts";
import { readPayload } from "../../src/hooks/read-payload.ts";

const limits = { mostBytes: 10_000, mostKeys: 20, deepest: 4, longestText: 100 };
const read = (text: string | Uint8Array, type: string | null = "application/json"): unknown =>
  readPayload(Buffer.from(text as string), type, limits);

function refusal(text: string | Uint8Array, type?: string): string {
  try {
    read(text, type);
  } catch (error) {
    if (error instanceof PayloadError) return error.message;
    throw error;
  }
  return "read";
}

describe("readPayload", () => {
  test("reads JSON under each of its types, and forms, of which a field that is there twice is a list", () => {
    const user = { name: "Zoë", age: 7, tags: ["a", null, true] };
    const types = [
      null,
      "application/json",
      "application/json; charset=UTF-8",
      "text/json",
      "application/cloudevents+json",
    ];
    for (const type of types) expect(read(JSON.stringify(user), type)).toEqual(user);
    const form = "application/x-www-form-urlencoded";
    expect(read("name=Zo%C3%AB+B&tag=a&tag=b&empty=", form)).toEqual({
      name: "Zoë B",
      tag: ["a", "b"],
      empty: "",
    });
  });

  test.each([
    ["{", "The body is not JSON."],
    ["", "The body is not JSON."],
    [Buffer.from([0x22, 0xff, 0x22]), "The body is not written in UTF-8."],
    [" ".repeat(10_001), "The body is larger than 10000 bytes."],
    ["[[[[[]]]]]", "It is nested more than 4 levels deep."],
    [JSON.stringify(Array(21).fill(0)), "It has more than 20 values."],
    [JSON.stringify({ ["k".repeat(101)]: 1 }), "A text is longer than 100 characters."],
    [JSON.stringify(["t".repeat(101)]), "A text is longer than 100 characters."],
    ["1e999", "A number is too large."],
  ])("refuses %s", (text, message) => {
    expect(refusal(text)).toBe(message);
  });

  test("refuses other types and other ways of writing", () => {
    expect(refusal("<a/>", "application/xml")).toMatch("application/json or");
    expect(refusal("a=b", "multipart/form-data; boundary=x")).toMatch("application/json or");
    expect(refusal("{}", "application/json; charset=utf-16")).toBe("The body must be written in UTF-8.");
  });

  test("takes the last of two equal keys, as all else here does, and no __proto__", () => {
    expect(read('{"a":1,"a":2}')).toEqual({ a: 2 });
    for (const type of ["application/json", "application/x-www-form-urlencoded"]) {
      const text = type.endsWith("json")
        ? '{"__proto__":{"admin":true},"a":{"__proto__":1}}'
        : "__proto__=1&a=b";
      const value = read(text, type) as Record<string, unknown>;
      expect(Object.keys(value)).toEqual(["a"]);
      expect(Object.assign({}, value)).not.toHaveProperty("admin");
    }
  });

  test("a million brackets are refused, and do not take the stack", () => {
    const roomy = { ...limits, mostBytes: 2 ** 21 };
    const text = Buffer.from("[".repeat(500_000) + "]".repeat(500_000));
    expect(() => readPayload(text, null, roomy)).toThrow(PayloadError);
  });

  test("gives back whatever JSON says within its limits, or refuses it as a payload", () => {
    const roomy = { ...limits, mostKeys: 1000, longestText: 10_000 };
    const property = fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
      const text = JSON.stringify(value);
      fc.pre(!text.includes("__proto__"));
      expect(readPayload(Buffer.from(text), null, roomy)).toEqual(JSON.parse(text));
    });
    expect(() => fc.assert(property)).not.toThrow();
    const anything = fc.property(fc.uint8Array(), fc.string(), (bytes, type) => void refusal(bytes, type));
    expect(() => fc.assert(anything)).not.toThrow();
  });
});

describe("matchesFilter", () => {
  const payload = { type: "user.created", data: { plan: "pro", seats: 5, tags: ["a", "vip"], off: null } };

  test("wants all that it names, each one of several where it has several", () => {
    expect(matchesFilter({}, payload)).toBe(true);
    expect(matchesFilter({ type: "user.created", "data.plan": ["pro", "team"] }, payload)).toBe(true);
    expect(matchesFilter({ type: "user.created", "data.plan": ["free", "team"] }, payload)).toBe(false);
    expect(matchesFilter({ "data.seats": 5, "data.tags": "vip", "data.tags.0": "a" }, payload)).toBe(true);
    expect(matchesFilter({ "data.off": null, "data.none": null }, payload)).toBe(true);
    expect(matchesFilter({ "data.plan": null }, payload)).toBe(false);
  });

  test("takes the texts of a form for what they say", () => {
    expect(matchesFilter({ seats: 5, paid: true }, { seats: "5", paid: "true" })).toBe(true);
    expect(matchesFilter({ seats: "5" }, { seats: 5 })).toBe(false);
  });

  test("finds nothing in what an object has from its kind, and in what is none", () => {
    for (const path of ["constructor.name", "__proto__", "type.length", "data.tags.length"]) {
      expect(matchesFilter({ [path]: ["Object", "Array", 12, 2] }, payload)).toBe(false);
    }
    for (const value of [null, 5, "text", []]) expect(matchesFilter({ a: 1 }, value)).toBe(false);
  });
});
