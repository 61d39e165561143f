import { expect, it } from "vitest";
import { moduleText, readCommonJs } from "../../../src/browser/libraries/commonjs-module.ts";

it("finds what a script requires where it is for production, and what it exports", async () => {
  const text = `"use strict";
    if (process.env.NODE_ENV !== "production") require("./warnings.js");
    const part = process.env.NODE_ENV === "production" ? require("./fast.js") : require("./slow.js");
    exports.part = part; exports.default = require("other");
    if (typeof window !== "undefined") { module.exports = require("./window.js"); }`;
  expect(await readCommonJs(text)).toEqual({
    required: ["./fast.js", "other", "./window.js"],
    exported: expect.arrayContaining(["part", "default"]) as unknown,
    handedOn: ["./window.js"],
  });
});

it("finds what hands everything on, as React does", async () => {
  const text = `if (process.env.NODE_ENV === "production") { check(); module.exports = require("./fast.js"); }
    else { module.exports = require("./slow.js"); }`;
  expect(await readCommonJs(text)).toEqual({
    required: ["./fast.js"],
    exported: [],
    handedOn: ["./fast.js"],
  });
});

it.each(["globalThis.answer = 42;", "import a from 'a'; exports.a = a;", "exports.a = ;"])(
  "leaves alone what is no such script: %s",
  async (text) => {
    expect(await readCommonJs(text)).toBeUndefined();
  },
);

it("makes a module of it that exports each name, and everything by default", async () => {
  const text = moduleText(
    'exports.one = 1; exports.class = "word"; exports.mode = process.env.NODE_ENV;',
    { required: [] },
    ["one", "class", "mode"],
  );
  const made = (await import(`data:text/javascript,${encodeURIComponent(text)}`)) as Record<string, unknown>;
  expect(made["default"]).toEqual({ one: 1, class: "word", mode: "production" });
  expect([made["one"], made["class"]]).toEqual([1, "word"]);
});
