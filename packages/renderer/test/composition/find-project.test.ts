import { mkdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findProject } from "../../src/composition/find-project.ts";
import { parseComposition } from "../../src/composition/parse-composition.ts";
import { readQuery } from "../../src/read-query.ts";
import { projectOf } from "../support/project-of.ts";

const part = '<template><div data-composition-id="part"></div></template>';
const host = (src: string): string =>
  `<div data-composition-id="main"><div data-composition-id="part" data-composition-src="${src}"></div></div>`;

describe("--root", () => {
  test("makes a page's path one from the root on", async () => {
    await using folder = await projectOf({ "pages/a/index.html": "a", "pages/b.html": "b" });
    const { path } = folder;
    expect(await findProject(join(path, "pages/a"), path)).toMatchObject({
      folder: path,
      entry: "pages/a/index.html",
      name: "a",
    });
    expect(await findProject(join(path, "pages/b.html"), path)).toMatchObject({
      folder: path,
      entry: "pages/b.html",
      name: "b",
    });
    expect(await findProject(join(path, "pages/b.html"), join(path, "pages"))).toMatchObject({
      entry: "b.html",
    });
  });

  test("is refused if it is not there, no folder, or the page lies elsewhere, through a link too", async () => {
    await using folder = await projectOf({ "pages/a.html": "a", "other/b.html": "b" });
    const { path } = folder;
    const page = join(path, "pages/a.html");
    await expect(findProject(page, join(path, "none"))).rejects.toThrow("is not there");
    await expect(findProject(page, page)).rejects.toThrow("is no folder");
    await expect(findProject(page, join(path, "other"))).rejects.toThrow(
      "does not lie below the folder of `root`",
    );
    await mkdir(join(path, "linked"));
    await symlink(join(path, "other"), join(path, "linked/to"));
    await expect(findProject(join(path, "linked/to/b.html"), join(path, "linked"))).rejects.toThrow(
      "does not lie below",
    );
  });

  test("is where sub-compositions' paths begin, else the page's own folder", async () => {
    const files = { "parts/part.html": part, "pages/own/part.html": part };
    await using folder = await projectOf({
      ...files,
      "pages/a.html": host("parts/part.html"),
      "pages/b.html": host("own/part.html"),
    });
    const keys = async (page: string): Promise<string[]> => {
      const { parts } = await parseComposition(await findProject(join(folder.path, page), folder.path));
      return parts.map(({ key }) => key);
    };
    expect(await keys("pages/a.html")).toEqual(["parts/part.html"]);
    expect(await keys("pages/b.html")).toEqual(["pages/own/part.html"]);
  });
});

describe("--query", () => {
  test("is read with and without its question mark, and encoded", () => {
    expect(readQuery("export=1&mode=x")).toBe("?export=1&mode=x");
    expect(readQuery("?a b=ü")).toBe("?a%20b=%C3%BC");
    expect(readQuery("")).toBe("");
  });

  test.each(["a#b", "a\nb", "x".repeat(5000), 5])("%j is refused", (text) => {
    expect(() => readQuery(text)).toThrow(/`query` must be a query such as "export=1&mode=x"/);
  });
});
