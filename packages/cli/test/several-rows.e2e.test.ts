import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CommandBench, nothing, type Ending } from "./support/command-bench.ts";

const several =
  "has several rows, but the output has one name for all. Put a field into it: --output 'renders/<<id>>.mp4', or --output 'renders/<<row.number>>.mp4'.\n";

test("several rows in a file or on standard input are refused where the output has one name, and nothing is made", async () => {
  await using bench = await CommandBench.open();
  await mkdir(join(bench.folder, "card"));
  await writeFile(join(bench.folder, "card/index.html"), "<p><<id>></p>");
  await writeFile(join(bench.folder, "rows.csv"), "id\na\nb\n");
  const render = (data: string, ...more: readonly string[]): Promise<Ending> => {
    const running = bench.start(["render", "card", "--data", data, ...more]);
    running.process.stdin!.end("id\na\nb\n");
    return running.ending;
  };
  const fixed = ["-o", bench.file()];
  const refused = (shown: string): Ending => ({
    ...{ code: 2, stdout: "" },
    stderr: `hyperframes: ${shown} ${several}`,
  });
  expect(await render("rows.csv", ...fixed)).toEqual(refused("rows.csv"));
  expect(await render("-", ...fixed)).toEqual(refused("standard input"));
  expect(await render("-")).toEqual(refused("standard input"));
  expect(await render("-", ...fixed, "--estimate")).toEqual(refused("standard input"));
  expect(await bench.leftovers()).toEqual(nothing);
});
