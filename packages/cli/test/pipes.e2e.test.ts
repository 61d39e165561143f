import { execFileSync } from "node:child_process";
import { mkdir, readdir, readlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CommandBench, nothing } from "./support/command-bench.ts";

async function openBench(): Promise<CommandBench> {
  const bench = await CommandBench.open();
  await mkdir(join(bench.folder, "card"));
  await writeFile(join(bench.folder, "card/index.html"), "<p><<id>></p>");
  execFileSync("mkfifo", [join(bench.folder, "rows.csv")]);
  return bench;
}

test("rows are read from a named pipe, twice if need be", async () => {
  await using bench = await openBench();
  const checked = bench.start(["render", "card", "--data", "rows.csv", "--check", "-o", "out/<<id>>.mp4"]);
  await writeFile(join(bench.folder, "rows.csv"), "id\na\na\n");
  expect(await checked.ending).toEqual({
    code: 2,
    stderr: "",
    stdout: "rows.csv:3: this row's output, a.mp4, is that of line 2 too.\n2 rows checked, all of them fit\n",
  });
  expect(await bench.leftovers()).toEqual(nothing);
});

test.each([
  [["render", "card", "--data", "rows.csv"]],
  [["render", "card", "--data", "rows.csv", "-o", "out/<<id>>.mp4"]],
  [["render", "card", "--data", "-", "--check", "--map-file", "rows.csv"]],
  [["heygen", "video", "create", "-d", "rows.csv"]],
])("Ctrl-C ends a command that waits for a pipe that nobody writes to: %j", async (words) => {
  await using bench = await openBench();
  const running = bench.start(words);
  await waitForReader(join(bench.folder, "rows.csv"));
  running.process.kill("SIGINT");
  expect((await running.ending).code).toBe(130);
  expect(await bench.leftovers()).toEqual(nothing);
});

/** Waits until a process holds the pipe open, as the system lists it. */
async function waitForReader(pipe: string): Promise<void> {
  const folders = async (): Promise<string[]> =>
    (await readdir("/proc")).filter((name) => /^\d+$/.test(name)).map((name) => `/proc/${name}/fd`);
  const holds = async (): Promise<boolean> => {
    for (const folder of await folders()) {
      const names = await readdir(folder).catch(() => []);
      const targets = names.map((name) => readlink(join(folder, name)).catch(() => ""));
      if ((await Promise.all(targets)).includes(pipe)) return true;
    }
    return false;
  };
  await expect.poll(holds, { timeout: 60_000, interval: 100 }).toBe(true);
}
