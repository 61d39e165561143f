import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../../renderer/test/support/temporary-folder.ts";
import { fillProject } from "../src/project/fill-project.ts";
import { loadTemplate } from "../src/project/load-template.ts";

it("writes a plain project with nothing left to fill in, whole or not at all", async () => {
  await using folder = await temporaryFolder();
  const from = join(folder.path, "template");
  await mkdir(join(from, "partials"), { recursive: true });
  await mkdir(join(from, "assets"));
  await writeFile(
    join(from, "template.json"),
    '{"name":"t","data":{"required":["a"],"properties":{"a":{"type":"string"}}}}',
  );
  await writeFile(join(from, "index.html"), "<p><<> card>></p>");
  await writeFile(join(from, "partials/card.html"), "<b><<a>></b>");
  await writeFile(join(from, "assets/x.bin"), Buffer.from([0, 60, 60, 255]));
  await writeFile(join(from, ".secret"), "x");
  await symlink("/etc/passwd", join(from, "link.html"));
  const loaded = await loadTemplate(from);
  const target = join(folder.path, "deep/project");
  await expect(fillProject(loaded, { data: { b: 1 }, target })).rejects.toThrow(
    "a must be a string, but is missing",
  );
  await fillProject(loaded, { data: { a: "<" }, target });
  expect((await readdir(target, { recursive: true })).toSorted()).toEqual([
    "assets",
    "assets/x.bin",
    "index.html",
  ]);
  expect(await readFile(join(target, "index.html"), "utf8")).toBe("<p><b>&lt;</b></p>");
  expect(await readFile(join(target, "assets/x.bin"))).toEqual(Buffer.from([0, 60, 60, 255]));
  await expect(fillProject(loaded, { data: { a: "x" }, target })).rejects.toThrow("is there already");
  expect(await readdir(join(folder.path, "deep"))).toEqual(["project"]);
  await expect(loadTemplate(join(folder.path, "none"))).rejects.toThrow("cannot be read");
});
