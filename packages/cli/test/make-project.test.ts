import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { makeProject } from "../src/make-project.ts";

test("a project's name may be as long as names can be", async () => {
  const parent = await mkdtemp(join(tmpdir(), "make-project-"));
  try {
    const name = "n".repeat(255);
    await makeProject(join(parent, name), new Map([["index.html", { text: "<p></p>" }]]));
    expect(await readdir(parent, { recursive: true })).toEqual([name, `${name}/index.html`]);
  } finally {
    await rm(parent, { recursive: true });
  }
});
