import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { BatchManifest } from "../../packages/renderer/src/batch/batch-manifest.ts";
import { resolveBatchOptions } from "../../packages/renderer/src/batch/batch-options.ts";
import { hashRow, hashShared } from "../../packages/renderer/src/batch/row-hash.ts";
import { openBatchSource } from "../../packages/renderer/src/batch/rows/batch-source.ts";
import { makeFolder } from "../../packages/store/src/make-folder.ts";
import { openTemplate, rowFilesOf } from "../../packages/template/src/project/open-template.ts";
import { plainData } from "../../packages/template/src/rows/data-options.ts";

// stand-in-outputs.ts TEMPLATE ROWS FOLDER: makes FOLDER look as if every row had been rendered to FOLDER/ID.mp4.
const [template = "", data = "", folder = ""] = process.argv.slice(2);
const opened = await openTemplate(template, { data, size: null, brand: null, workingFolder: "." });
// As the command line has it where nobody says anything of narrations.
const narrationKey = JSON.stringify([null, false]);
const shared = await hashShared({ ...opened, options: resolveBatchOptions({ narrationKey }) });
await makeFolder(resolve(folder));
const { signal } = new AbortController();
const nothing = { openInput: () => process.stdin, workingFolder: ".", temporaryFolder: folder, signal };
await using source = await openBatchSource({ ...plainData, data, files: rowFilesOf(opened), ...nothing });
await using manifest = await BatchManifest.open(resolve(folder));
for await (const row of source.read()) {
  const output = resolve(folder, `${(row.data as { readonly id: string }).id}.mp4`);
  await writeFile(output, "a stand-in");
  const end = { state: "done", error: null, seconds: 0, frames: 0 } as const;
  await manifest.add(
    {
      row: row.number,
      line: row.line,
      size: opened.size?.name ?? null,
      ...end,
      hash: hashRow(shared, row.data),
    },
    output,
  );
}
