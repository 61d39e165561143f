import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ShippedLibraries } from "../../../src/browser/libraries/shipped-libraries.ts";
import {
  install,
  libraryProject,
  major,
  ownFiles,
  ownVersion,
  version,
} from "../../support/library-project.ts";

let root: string;
let project: string;
let libraries: ShippedLibraries;

beforeEach(async () => {
  ({ root, project, libraries } = await libraryProject());
});

afterEach(() => rm(root, { recursive: true }));

describe("the project's own copy", () => {
  const url = "https://cdn.jsdelivr.net/npm/gsap";

  it("wins over the shipped one", async () => {
    await install(project, ownFiles);
    const answer = await libraries.answer(url);
    expect(answer?.source).toBe(`gsap@${ownVersion}/dist/gsap.js (project)`);
    expect(answer?.body.toString()).toBe("own");
  });

  it("may lie above the project, up to the folder of its package.json", async () => {
    await writeFile(join(root, "package", "package.json"), "{}");
    await install(join(root, "package"), ownFiles);
    expect((await libraries.answer(url))?.source).toContain("(project)");
  });

  it("is not looked for above the package", async () => {
    await writeFile(join(project, "package.json"), "{}");
    await install(join(root, "package"), ownFiles);
    expect((await libraries.answer(url))?.source).toContain("(shipped)");
  });

  it("is not looked for above a project without package", async () => {
    await install(join(root, "package"), ownFiles);
    expect((await libraries.answer(url))?.source).toContain("(shipped)");
  });

  it("is passed over for another major version", async () => {
    const old = JSON.stringify({ name: "gsap", version: "2.1.3", main: "dist/gsap.js" });
    await install(project, { "package.json": old, "dist/gsap.js": "old" });
    expect((await libraries.answer(`${url}@${major}`))?.source).toContain("(shipped)");
    expect((await libraries.answer(`${url}@2`))?.source).toBe("gsap@2.1.3/dist/gsap.js (project)");
  });

  it("may be a link, as pnpm makes them", async () => {
    const store = await install(join(root, "store"), ownFiles);
    await mkdir(join(project, "node_modules"));
    await symlink(store, join(project, "node_modules", "gsap"));
    expect((await libraries.answer(url))?.source).toContain("(project)");
  });

  it("is not another package behind a link", async () => {
    const store = await install(join(root, "store"), {
      ...ownFiles,
      "package.json": JSON.stringify({ name: "private", version }),
    });
    await mkdir(join(project, "node_modules"));
    await symlink(store, join(project, "node_modules", "gsap"));
    expect((await libraries.answer(url))?.source).toContain("(shipped)");
  });

  it("gives no file from outside of it", async () => {
    await writeFile(join(root, "secret.js"), "secret");
    const target = await install(project, ownFiles);
    await symlink(join(root, "secret.js"), join(target, "dist", "leak.js"));
    expect(await libraries.answer(`${url}/dist/leak.js`)).toBeNull();
  });

  it("is passed over when its package.json cannot be read", async () => {
    await install(project, { "package.json": "{", "dist/gsap.js": "own" });
    expect((await libraries.answer(url))?.source).toContain("(shipped)");
  });
});
