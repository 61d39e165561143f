import { join } from "node:path";
import { expect, it } from "vitest";
import { projectOf } from "../../renderer/test/support/project-of.ts";
import { describeTemplate } from "../src/project/describe-template.ts";

it("tells the fields at any depth, with all that is said of them", async () => {
  const sizes = [{ name: "16:9", width: 1920, height: 1080 }];
  const data = {
    required: ["name", "rows"],
    properties: {
      name: {
        type: "string",
        maxLength: 10,
        title: "Name",
        description: "Who",
        examples: ["Ann"],
        brand: "name",
      },
      look: { enum: ["dark", "light"], default: "dark" },
      rows: {
        type: "array",
        minItems: 1,
        items: {
          type: "object",
          required: ["n"],
          properties: { n: { type: ["number", "null"], minimum: 0 } },
        },
      },
      when: { type: "string", format: "date", default: null },
      user: { type: "object", properties: { tags: { type: "array", items: { type: "string" } } } },
    },
  };
  await using folder = await projectOf({
    "t/template.json": JSON.stringify({ name: "T", description: "Shows T", variants: sizes, data }),
    "t/index.html": "<p <<broken>>>",
    "t/data.csv": "name\n",
    "p/hyperframes.json": '{"template":"../t","data":"mine.json"}',
  });
  const path = join(folder.path, "t");
  const told = await describeTemplate(path);
  expect(told).toMatchObject({ name: "T", description: "Shows T", folder: path, locale: "en-US", sizes });
  expect(told?.data).toBe(join(path, "data.csv"));
  const silent = { title: "", description: "", examples: [], limits: [], brand: [], required: false };
  expect(told?.fields).toEqual([
    {
      path: "name",
      type: "string",
      limits: ["at most 10 characters"],
      required: true,
      title: "Name",
      description: "Who",
      examples: ["Ann"],
      brand: ["name"],
    },
    { ...silent, path: "look", type: "any", limits: ['one of "dark", "light"'], default: "dark" },
    { ...silent, path: "rows", type: "list of object", limits: ["at least 1 items"], required: true },
    { ...silent, path: "rows[].n", type: "number or null", limits: ["from 0"], required: true },
    { ...silent, path: "when", type: "string", limits: ["date"], default: null },
    { ...silent, path: "user", type: "object" },
    { ...silent, path: "user.tags", type: "list of string" },
  ]);
  expect((await describeTemplate(join(folder.path, "p")))?.data).toBe(join(folder.path, "p/mine.json"));
  expect(await describeTemplate(folder.path)).toBeNull();
  expect(await describeTemplate(join(folder.path, "none"))).toBeNull();
});
