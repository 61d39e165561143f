import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { FileDigests } from "@hyperframes-engine/store";
import { expect, it } from "vitest";
import { openProject, type OpenRequest } from "../../../template/src/project/open-project.ts";
import { openTemplate } from "../../../template/src/project/open-template.ts";
import { plainData } from "../../../template/src/rows/data-options.ts";
import { resolveBatchOptions } from "../../src/batch/batch-options.ts";
import { hashShared } from "../../src/batch/row-hash.ts";
import { ProjectInputs } from "../../src/manifest/project-inputs.ts";
import { projectOf } from "../support/project-of.ts";

const kit = JSON.stringify({ name: "Tidewater", logo: "mark.svg", colors: { primary: "#0B3" } });
const properties = {
  accent: { type: "string", brand: "colors.primary" },
  logo: { type: "string", brand: "logo" },
};
const files = {
  "card/template.json": JSON.stringify({ name: "card", data: { properties } }),
  "card/index.html": `<p style="color: <<accent>>"></p><img src="<<logo>>">`,
  "card/data.json": "{}",
  "kit/mark.svg": `<svg xmlns="http://www.w3.org/2000/svg"></svg>`,
  "kit/brand.json": kit,
};

function requestIn(workingFolder: string): OpenRequest {
  const usual = { data: null, size: null, root: null, brand: "kit", choose: "first", signal: null } as const;
  const openInput = (): Readable => Readable.from([]);
  return { ...plainData, ...usual, openInput, workingFolder, temporaryFolder: workingFolder };
}

it("a brand makes another render when a colour or a picture of it changes", async () => {
  await using folder = await projectOf(files);
  const keys = async (): Promise<readonly string[]> => {
    const request = requestIn(folder.path);
    await using opened = await openProject("card", request);
    const tools = {
      digests: new FileDigests(folder.path),
      signal: new AbortController().signal,
      without: [],
    };
    const inputs = await ProjectInputs.look(opened.path, tools);
    const template = await openTemplate("card", request);
    const parts = {
      options: resolveBatchOptions({ brand: "kit", environment: { workingFolder: folder.path } }),
    };
    return [JSON.stringify(await inputs.files()), await hashShared({ ...template, ...parts })];
  };
  const first = await keys();
  expect(await keys()).toEqual(first);
  await writeFile(join(folder.path, "kit/mark.svg"), "<svg><circle/></svg>");
  const second = await keys();
  await writeFile(join(folder.path, "kit/brand.json"), kit.replace("#0B3", "#0b4"));
  const third = await keys();
  for (const index of [0, 1]) {
    expect(new Set([first[index], second[index], third[index]]).size).toBe(3);
  }
});
