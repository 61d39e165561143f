import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { CommandBench, hyperframes, nothing, type Ending } from "./support/command-bench.ts";

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.open();
  await mkdir(join(bench.folder, "card"));
  await writeFile(
    join(bench.folder, "card/index.html"),
    '<p data-composition-id="card" data-width="64" data-height="36" data-duration="0.1" data-no-timeline></p>',
  );
});
afterAll(() => bench[Symbol.asyncDispose]());

const runInShell = (script: string, ...words: string[]): Promise<Ending> =>
  bench.run(words, { command: ["sh", "-c", script, "sh", ...hyperframes] });

const full = "hyperframes: The disk is full: standard output could not be written. Free some space.\n";

test.each([[["templates"]], [["templates", "--json"]], [["--help"]], [["heygen", "--help"]]])(
  "%j into a full disk says so in one line, and fails",
  async (words) => {
    expect(await runInShell('exec "$@" >/dev/full', ...words)).toEqual({ code: 1, stdout: "", stderr: full });
  },
);

test("a render that cannot tell of itself ends, and leaves nothing", async () => {
  const ending = await runInShell('exec "$@" >/dev/full', "render", "card", "-o", "out/card.mp4", "--json");
  expect(ending).toEqual({ code: 1, stdout: "", stderr: full });
  expect(await bench.leftovers()).toEqual(nothing);
});

test("an error that cannot be told is still one", async () => {
  const ending = await runInShell('exec "$@" 2>/dev/full', "render", "nosuch");
  expect(ending).toEqual({ code: 1, stdout: "", stderr: "" });
});

test("whoever reads no further is no error", async () => {
  expect(await runInShell('"$@" | true', "templates")).toEqual({ code: 0, stdout: "", stderr: "" });
});

test("a folder that is gone meanwhile is told of in one line", async () => {
  const script = 'mkdir gone && cd gone && rmdir ../gone && exec "$@"';
  expect(await runInShell(script, "templates")).toEqual({
    code: 2,
    stdout: "",
    stderr: "hyperframes: The folder that you are in cannot be used: it is not there (ENOENT of uv_cwd).\n",
  });
});
