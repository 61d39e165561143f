import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findProject } from "../../src/composition/find-project.ts";
import { parseComposition, type Composition } from "../../src/composition/parse-composition.ts";
import { projectOf } from "../support/project-of.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

async function parse(html: string): Promise<Composition> {
  await using folder = await temporaryFolder();
  await writeFile(join(folder.path, "index.html"), html);
  return await parseComposition(await findProject(folder.path));
}

describe("reading a composition's HTML", () => {
  it("finds the root's attributes, the title and the declared variables", async () => {
    const { root, title, variables } = await parse(`<!doctype html><title> A
      report </title><div data-composition-id="main" data-width="320" data-height="180" data-fps="29.97"
      data-duration="2.5" data-composition-variables='[{"id":"name","type":"string"}]'></div>`);
    expect(title).toBe("A report");
    expect(variables.map(({ id, type }) => [id, type])).toEqual([["name", "string"]]);
    expect(root).toMatchObject({ id: "main", width: 320, height: 180, duration: 2.5, wantsTimeline: false });
    expect(root?.rate).toEqual({ numerator: 30_000, denominator: 1001 });
  });

  it("knows where each clip stands", async () => {
    const { clipLocations } = await parse(
      `<div data-composition-id="a" data-start="0">\n  <p data-start="1"></p>\n</div>`,
    );
    expect(clipLocations).toEqual([
      { file: "index.html", line: 1, column: 1 },
      { file: "index.html", line: 2, column: 3 },
    ]);
  });

  it.each([
    ['data-width="12.5"', "data-width must be a whole number"],
    ['data-height="9000"', "data-height must be a whole number from 16 to 8192"],
    ['data-fps="fast"', "data-fps must be from 1 to 240"],
    ['data-duration="-1"', "data-duration must be a number of seconds"],
  ])("says where %s stands", async (attribute, message) => {
    await expect(parse(`<html>\n <div data-composition-id="a"\n ${attribute}></div>`)).rejects.toThrow(
      new RegExp(`^index\\.html:3:2: .*${message}`),
    );
  });

  const root = `<div data-composition-id="a" data-duration="1">`;
  it.each<[boolean, string, Record<string, string>]>([
    [false, root, {}],
    [false, `${root}<script src="https://cdn.jsdelivr.net/npm/gsap@3"></script>`, {}],
    [false, `${root}<script src="a.js"></script>`, { "a.js": "gsap.to('b', { x: 1 })" }],
    [false, `${root}<script src="../a.js"></script><script src="%zz.js"></script>`, {}],
    [
      false,
      `${root}<script>window.__timelines = {}</script>`.replace("data-d", "data-no-timeline data-d"),
      {},
    ],
    [true, `${root}<script>(window.__timelines ??= {}).a = tl</script>`, {}],
    [true, `${root}<script src="./js/a.js?v=2"></script>`, { "js/a.js": "__timelines.a = tl" }],
    [
      true,
      `<base href="js/">${root}<script type="module">import "./js/a.js"</script>`,
      { "js/a.js": "import('./b.mjs')", "js/b.mjs": "export * from '../c.js'", "c.js": "window.__timelines" },
    ],
    [
      true,
      `${root}<i data-composition-id="p" data-composition-src="p/p.html"></i>`,
      { "p/p.html": "<template><script src='/own.js'></script></template>", "own.js": "__timelines.p = tl" },
    ],
  ])(
    "waits for a timeline, %j, as something in the project speaks of one, or nothing: %s",
    async (wants, html, files) => {
      await using folder = await projectOf({ "index.html": html, ...files });
      const { root: found } = await parseComposition(await findProject(folder.path));
      expect(found?.wantsTimeline).toBe(wants);
    },
  );

  it("takes a page without a root for a plain one", async () => {
    expect((await parse("<p>Hello</p>")).root).toBeNull();
  });
});
