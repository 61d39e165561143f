import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, type Ending } from "./support/command-bench.ts";
import { writeProject } from "./support/fixtures.ts";

let bench: CommandBench;
let project: string;
beforeAll(async () => {
  bench = await CommandBench.open();
  project = await writeProject(join(bench.folder, "project"), { frames: 75, noise: true });
});
afterAll(() => bench[Symbol.asyncDispose]());

type Event = Readonly<Record<string, unknown>> & { readonly event: string };
const eventsOf = ({ stdout }: Ending): Event[] =>
  stdout
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line) as Event);

describe("help", () => {
  test("lists the commands", async () => {
    const { code, stdout } = await bench.run(["--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/render .*\n.*info .*\n.*doctor /s);
  });

  test("of render lists every option, examples and exit codes", async () => {
    const { code, stdout } = await bench.run(["render", "--help"]);
    expect(code).toBe(0);
    const wanted =
      "-o -f -q -w --crf --bitrate --width --height --duration --from --to --scale --timeout --no-resume " +
      "--strict --browser --ffmpeg --force --debug --quiet --json Examples: hyperframes\\ render Exit\\ codes: 130";
    for (const word of wanted.split(/(?<!\\) /)) expect(stdout).toContain(word.replace("\\", ""));
    expect(stdout).not.toContain("--frame-source");
  });

  test.each(["info", "doctor"])("of %s says what it does", async (name) => {
    const { code, stdout } = await bench.run([name, "--help"]);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: hyperframes \w+ .*\n\ntell what .*--json/s);
  });

  test.each([
    [["help", "info"], "hyperframes info"],
    [["help", "heygen", "video"], "hyperframes heygen video"],
    [["heygen", "help", "video", "list"], "hyperframes heygen video list"],
    [["render", "rendr", "--help"], "hyperframes render"],
  ])("%j is that of %s", async (given, command) => {
    const { code, stdout } = await bench.run(given);
    expect(code).toBe(0);
    expect(stdout.startsWith(`Usage: ${command} [`)).toBe(true);
  });

  test("--version is the package's", async () => {
    const text = await readFile(join(import.meta.dirname, "../package.json"), "utf8");
    const { version } = JSON.parse(text) as { version: string };
    expect(await bench.run(["--version"])).toEqual({ code: 0, stdout: `${version}\n`, stderr: "" });
  });

  test("--version after a command is the command's", async () => {
    const { code, stdout, stderr } = await bench.run(["heygen", "update", "--version", "v99.0.0"]);
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toContain("wrong_install_method");
  });
});

describe("wrong usage ends with code 2 and says what is wrong", () => {
  test.each<[string[], RegExp]>([
    [["render", "--fsp", "30"], /unknown option '--fsp'\n\(Did you mean --fps\?\)/],
    [["rendre"], /unknown command 'rendre'\n\(Did you mean render\?\)/],
    [["rendr", "--help"], /unknown command 'rendr'\n\(Did you mean render\?\)/],
    [["-h", "rendr"], /unknown command 'rendr'\n\(Did you mean render\?\)/],
    [["help", "rendr"], /unknown command 'rendr'\n\(Did you mean render\?\)/],
    [["heygen", "vidoe", "--help"], /unknown command 'vidoe'\\n\(Did you mean video\?\)/],
    [["help", "heygen", "video", "lst"], /unknown command 'lst'\\n\(Did you mean list\?\)/],
    [["heygen", "video", "list", "--limt", "3"], /unknown option '--limt'\\n\(Did you mean --limit\?\)/],
    [["render", "a", "b"], /too many arguments/],
    [["render", "--version"], /unknown option '--version'/],
    [["render", "--fps"], /option '-f, --fps <rate>' argument missing/],
    [["render", "-f", "0"], /^hyperframes: --fps must be from 1 to 240, .* but is "0"\.\n$/],
    [
      ["render", "--crf", "20", "--bitrate", "1M"],
      /^hyperframes: --bitrate must be left out where --crf is given/,
    ],
    [["info", "--scale", "9"], /^hyperframes: --scale must be a whole number from 1 to 4, but is "9"\.\n$/],
  ])("%j", async (given, message) => {
    const { code, stdout, stderr } = await bench.run(given);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
  });

  test("with --json, as an event", async () => {
    const ending = await bench.run(["render", "nothing", "--json"]);
    const message = `There is no file or folder ${join(bench.folder, "nothing")}.`;
    expect(ending).toMatchObject({ code: 2, stderr: "" });
    expect(eventsOf(ending)).toEqual([
      {
        ...{ event: "error", code: "invalid-composition", name: "CompositionError", message },
        ...{ phase: "prepare", retryable: false, location: null },
      },
    ]);
  });
});

describe("doctor", () => {
  test("finds what rendering needs", async () => {
    const { code, stdout } = await bench.run(["doctor"]);
    expect(code).toBe(0);
    for (const name of ["node", "ffmpeg", "browser", "fonts", "machine", "fingerprint"])
      expect(stdout).toMatch(new RegExp(`^ok +${name} `, "m"));
    expect(stdout).toMatch(
      /^ok +fingerprint [0-9a-f]{16}\n +hyperframes +\S+\n +browser +\S+, executable \w{16}\n +ffmpeg .*\n +processor .*\n +probe +picture \w{16}, encoding \w{16}$/m,
    );
  });

  test("names what is missing, also in JSON, and ends with code 3", async () => {
    const { code, stdout } = await bench.run(["doctor", "--json", "--ffmpeg", "nosuch"]);
    expect(code).toBe(3);
    const found = JSON.parse(stdout) as Array<{ name: string; ok: boolean; detail: string }>;
    expect(found.find(({ name }) => name === "ffmpeg")).toEqual({
      name: "ffmpeg",
      ok: false,
      detail: expect.stringMatching(/nosuch.*Install it/) as string,
    });
    expect(found.filter(({ ok }) => !ok).map(({ name }) => name)).toEqual(["ffmpeg", "fingerprint"]);
    expect(found.at(-1)?.detail).toBe("none without what is missing: ffmpeg");
  });

  test("tells in JSON what the fingerprint follows from", async () => {
    const { code, stdout } = await bench.run(["doctor", "--json", "--any-processor"]);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as unknown[]).at(-1)).toMatchObject({
      ...{ name: "fingerprint", ok: true, detail: expect.stringMatching(/^[0-9a-f]{16}$/) as string },
      parts: {
        ...{ architecture: process.arch, anyProcessor: true },
        browser: { digest: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
        probe: { encoding: expect.stringMatching(/^[0-9a-f]{64}$/) as string },
      },
    });
  });
});

test("info tells what would be rendered", async () => {
  const { code, stdout } = await bench.run([
    "info",
    project,
    "--json",
    "--fps",
    "30000/1001",
    "--scale",
    "2",
  ]);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    id: "small",
    title: "A small project",
    width: 320,
    height: 180,
    rate: "30000/1001",
    duration: 2.5,
    frames: 75,
    clips: [
      {
        ...{ id: "words", tag: "p", index: 0, start: 0, end: 0.5, track: "2" },
        ...{ file: null, composition: null, chapter: null },
      },
    ],
    compositions: [],
    media: [],
    timelines: ["small"],
    variables: [],
    chunks: [{ first: 0, end: 75 }],
    warnings: [],
  });
  const { stdout: text } = await bench.run(["info", project]);
  expect(text).toContain("160×90, 30 fps\nlength       2.500 s, 75 frames, 1 chunk\n");
  expect(text).toMatch(/words +0\.00–0\.50 s {2}track 2\n/);
});
