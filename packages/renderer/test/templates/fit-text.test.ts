import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { repository } from "../support/fixtures.ts";

it("is the same script in every template that has it", async () => {
  const templates = join(repository, "templates");
  const files = (await readdir(templates, { recursive: true })).filter((file) => file.endsWith("fit.js"));
  const texts = await Promise.all(files.map((file) => readFile(join(templates, file), "utf8")));
  expect(files.length).toBeGreaterThan(1);
  expect(new Set(texts).size).toBe(1);
});
