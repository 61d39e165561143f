import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { pictureKernelFile, pictureKernelSource } from "../../tools/compile-picture-kernel.ts";

test("the compiled kernel is what its source says", async () => {
  const kept = await readFile(pictureKernelFile, "utf8");
  expect(await pictureKernelSource(), "run: node packages/renderer/tools/generate-picture-kernel.ts").toBe(
    kept,
  );
});
