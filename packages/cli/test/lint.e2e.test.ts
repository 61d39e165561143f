import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, hyperframes } from "./support/command-bench.ts";
import { fixture } from "./support/fixtures.ts";

let bench: CommandBench;
let faulty: string;
let doubtful: string;
beforeAll(async () => {
  bench = await CommandBench.open();
  const page = (content: string): string =>
    `<div data-composition-id="a" data-width="320" data-height="180" data-duration="1" data-no-timeline>\n  ${content}</div>\n`;
  faulty = join(bench.folder, "faulty.html");
  doubtful = join(bench.folder, "doubtful.html");
  await writeFile(faulty, page('<img src="none.png" alt=""><i id="a"></i><i id="a"></i>'));
  await writeFile(doubtful, page('<i id="a"></i><i id="a"></i>'));
});
afterAll(() => bench[Symbol.asyncDispose]());

describe("lint", () => {
  test("says where, how bad, what, which rule, and what to do; errors end it with code 2", async () => {
    expect(await bench.run(["lint", "faulty.html"])).toEqual({
      code: 2,
      stdout: [
        "faulty.html:2:8   error    The image none.png is not there.  (missing-file)",
        "                           Correct the path, with capital letters as in the file's name, or add the file.",
        'faulty.html:2:47  warning  The id "a" is taken by <i> in line 2.  (duplicate-id)',
        "                           Rename one of them: data-start and scripts find only the first.",
        "",
        "1 error, 1 warning; 1 file checked",
        "",
      ].join("\n"),
      stderr: "",
    });
  });

  test("ends with code 0 where nothing is worse than a warning, unless --strict is given", async () => {
    expect(await bench.run(["lint", doubtful])).toMatchObject({ code: 0 });
    expect(await bench.run(["lint", doubtful, "--strict"])).toMatchObject({ code: 2 });
    const clean = { code: 0, stdout: "1 file checked, nothing found\n", stderr: "" };
    expect(await bench.run(["lint", fixture("moving"), "--strict"])).toEqual(clean);
  });

  test("prints one JSON object with --json", async () => {
    const { code, stdout } = await bench.run(["lint", faulty, "--json"]);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toEqual({
      ok: false,
      findings: [
        {
          rule: "missing-file",
          severity: "error",
          file: "faulty.html",
          line: 2,
          column: 8,
          message: "The image none.png is not there.",
          advice: expect.any(String) as string,
        },
        expect.objectContaining({ rule: "duplicate-id", line: 2, column: 47 }),
      ],
      counts: { error: 1, warning: 1, info: 0 },
      files: ["faulty.html"],
      notices: [],
    });
  });

  test("is coloured on a terminal, and starts no browser", async () => {
    const command = [...hyperframes, "lint", faulty].map((word) => `'${word}'`).join(" ");
    const variables = { HYPERFRAMES_BROWSER: "/nowhere" };
    const ending = await bench.run(["-qec", command, "/dev/null"], { command: ["script"], variables });
    expect(ending.code).toBe(2);
    expect(ending.stdout).toContain("\u001B[31merror");
  });

  test("says what is wrong with what is no composition, as text and as JSON", async () => {
    const message = `There is no file or folder ${join(bench.folder, "nothing")}.`;
    expect(await bench.run(["lint", "nothing"])).toEqual({
      code: 2,
      stdout: "",
      stderr: `hyperframes: ${message}\n`,
    });
    const { stdout } = await bench.run(["lint", "nothing", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ event: "error", code: "invalid-composition", message });
  });

  test("has help that tells severities and exit codes", async () => {
    const { code, stdout } = await bench.run(["lint", "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/--json.*--strict.*error .*warning .*info .*Exit codes: 0 .* 2 /s);
  });
});
