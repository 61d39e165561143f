import { expect, test } from "vitest";
import { resolveOptions } from "../../src/options.ts";
import { prepare } from "../../src/stages/prepare.ts";
import { projectOf } from "../support/project-of.ts";

test.each([
  ["1e9", "1000000000 s long; at 30 frames per second, at most 48 hours (5184000 frames) can be rendered."],
  ["1e308", "1e+308 s long; at 30 frames per second, at most 48 hours (5184000 frames) can be rendered."],
])("a composition of %s seconds is refused before a browser is started", async (duration, message) => {
  await using folder = await projectOf({
    "index.html": `<div data-composition-id="long" data-width="320" data-height="180" data-duration="${duration}"></div>`,
  });
  await expect(prepare(folder.path, resolveOptions({}))).rejects.toThrow(
    `index.html:1:1: the composition is ${message}`,
  );
  await using shorter = await prepare(folder.path, resolveOptions({ duration: 2 }));
  expect(shorter.options.duration).toBe(2);
});
