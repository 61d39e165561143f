import { execFileSync } from "node:child_process";
import { readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, hyperframes, type Ending } from "./support/command-bench.ts";
import { fixture, writeProject } from "./support/fixtures.ts";

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
    for (const name of ["node", "ffmpeg", "browser", "fonts", "machine"])
      expect(stdout).toMatch(new RegExp(`^ok +${name} `, "m"));
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
    expect(found.filter(({ ok }) => !ok)).toHaveLength(1);
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

describe("render", () => {
  test("prints one JSON object a line with --json: the plan, progress, the result", async () => {
    const ending = await bench.run(["render", project, "-o", "out/json.mp4", "--json"]);
    const events = eventsOf(ending);
    expect(ending).toMatchObject({ code: 0, stderr: "" });
    expect(events.find(({ event }) => event === "plan")).toMatchObject({
      frames: 75,
      width: 160,
      rate: "30",
    });
    const progress = events.filter(({ event }) => event === "progress");
    expect(progress.map(({ frame }) => frame)).toEqual(Array.from({ length: 75 }, (_, index) => index + 1));
    expect(events.at(-1)).toMatchObject({
      event: "done",
      file: bench.file("json.mp4"),
      bytes: (await stat(bench.file("json.mp4"))).size,
      frames: 75,
      warnings: [],
    });
  });

  test("prints nothing with --quiet, and plain lines where there is no terminal", async () => {
    const quiet = await bench.run(["render", project, "-o", "out/quiet.mp4", "--quiet"]);
    expect(quiet).toEqual({ code: 0, stdout: "", stderr: "" });
    const plain = await bench.run(["render", project, "-o", "out/plain.mp4", "--no-resume"]);
    expect(plain.stderr).toMatch(
      /^160×90, 30 fps, 75 frames; \d workers?\n(frame \d+\/75, .*\n)*frame 75\/75, .*\n$/,
    );
    expect(plain.stdout).toMatch(
      new RegExp(`^${bench.file("plain.mp4")}\n160×90, 30 fps, 75 frames, .* rendered in .*\n$`),
    );
    expect(plain.stdout + plain.stderr).not.toContain("\u001B");
  });

  test("shows a bar on a terminal, and gives the cursor back", async () => {
    const command = [...hyperframes, "render", project, "-o", "out/bar.mp4", "--no-resume"]
      .map((word) => `'${word}'`)
      .join(" ");
    const { code, stdout } = await bench.run(["-qefc", `stty cols 80; ${command}`, "/dev/null"], {
      command: ["script"],
    });
    expect(code).toBe(0);
    expect(stdout.replaceAll("\u001B[39m", "")).toMatch(/[█░]+ +\d+\/75 {2}[\d.]+ fps {2}.*left/);
    expect(stdout.lastIndexOf("\u001B[?25h")).toBeGreaterThan(stdout.lastIndexOf("\u001B[?25l"));
    expect(stdout).toContain("rendered in");
  });

  test("gives the cursor back after Ctrl-C on a terminal", async () => {
    const long = await writeProject(join(bench.folder, "long"), { frames: 900 });
    const command = [...hyperframes, "render", long, "-o", "out/ctrl-c.mp4"]
      .map((word) => `'${word}'`)
      .join(" ");
    const running = bench.start(["-qefc", command, "/dev/null"], { command: ["script"] });
    await running.waitFor(/\/900 /);
    running.process.stdin!.write("\u0003");
    const { code, stdout } = await running.ending;
    expect(code).toBe(130);
    expect(stdout.lastIndexOf("\u001B[?25h")).toBeGreaterThan(stdout.lastIndexOf("\u001B[?25l"));
    expect(stdout).toMatch(/hyperframes: The render was interrupted\.\r\n$/);
    expect(await bench.leftovers()).toMatchObject({ processes: [], temporary: [] });
  });

  test("writes to renders/NAME.mp4 by default, from a path with spaces and other scripts", async () => {
    const folder = await writeProject(join(bench.folder, "Bericht № 1 – «日本»"), { frames: 5 });
    expect((await bench.run(["render", "--quiet"], { folder })).code).toBe(0);
    expect(await readdir(join(folder, "renders"))).toEqual(["Bericht № 1 – «日本».mp4"]);
    await rename(join(folder, "index.html"), join(folder, "an intro #1.html"));
    expect((await bench.run(["render", "an intro #1.html", "--quiet"], { folder })).code).toBe(0);
    expect(await readdir(join(folder, "renders"))).toContain("an intro #1.mp4");
  });

  test("runs from another folder through the launcher", async () => {
    const launcher = [join(import.meta.dirname, "../../../bin/hyperframes")];
    const options = { command: launcher, folder: "/", variables: { HOME: bench.folder } };
    expect(
      (await bench.run(["render", project, "-o", bench.file("launched.mp4"), "--quiet"], options)).code,
    ).toBe(0);
    expect((await stat(bench.file("launched.mp4"))).size).toBeGreaterThan(1000);
  });

  test("renders a card without any script or timeline, and does not wait for one", async () => {
    const card =
      '<div data-composition-id="card" data-width="64" data-height="64" data-duration="0.1">Hi</div>';
    await writeFile(join(bench.folder, "card.html"), card);
    expect((await bench.run(["lint", "card.html", "--strict"])).code).toBe(0);
    const ending = await bench.run(["render", "card.html", "-o", "out/card.mp4", "--json"]);
    expect(eventsOf(ending).at(-1)).toMatchObject({ event: "done", frames: 3, warnings: [] });
  });

  test("renders a plain page of the given size and length", async () => {
    const given = "--width 128 --height 72 --duration 0.2 --fps 25 --json".split(" ");
    const ending = await bench.run([
      "render",
      fixture("bad-root/plain.html"),
      "-o",
      "out/page.mp4",
      ...given,
    ]);
    expect(eventsOf(ending).at(-1)).toMatchObject({
      event: "done",
      width: 128,
      height: 72,
      rate: "25",
      frames: 5,
    });
  });

  test("keeps the intermediate files and a report with --debug", async () => {
    expect((await bench.run(["render", project, "-o", "out/debug.mp4", "--debug", "--quiet"])).code).toBe(0);
    const folder = `${bench.file("debug.mp4")}.debug`;
    const names = await readdir(folder);
    expect(names).toEqual(expect.arrayContaining(["chunk-000000.h264", "report.json"]));
    const report = JSON.parse(await readFile(join(folder, "report.json"), "utf8")) as { result: object };
    expect(report.result).toMatchObject({ file: bench.file("debug.mp4"), source: { kind: "surface" } });
  });

  test("makes smaller files for lower quality, higher crf and lower bit rate", async () => {
    const sizeWith = async (...given: string[]): Promise<number> => {
      const file = bench.file(`${given.join("")}.mp4`);
      expect(
        (await bench.run(["render", project, "-o", file, "--quiet", "--to", "30f", ...given])).code,
      ).toBe(0);
      return (await stat(file)).size;
    };
    const [draft, standard, high] = [
      await sizeWith("-q", "draft"),
      await sizeWith("-q", "standard"),
      await sizeWith("-q", "high"),
    ];
    expect(draft).toBeLessThan(standard);
    expect(standard).toBeLessThan(high);
    expect(await sizeWith("--crf", "40")).toBeLessThan(draft);
    expect(await sizeWith("--bitrate", "50k")).toBeLessThan(await sizeWith("--bitrate", "500k"));
  });

  test("renders a part, from a second to a frame", async () => {
    const file = bench.file("part.mp4");
    const given = ["--from", "0.5", "--to", "40f", "--quiet"];
    expect((await bench.run(["render", project, "-o", file, ...given])).code).toBe(0);
    const probe = [
      "-v",
      "error",
      "-count_packets",
      "-show_entries",
      "stream=nb_read_packets",
      "-of",
      "csv=p=0",
      file,
    ];
    expect(execFileSync("ffprobe", probe, { encoding: "utf8" }).trim()).toBe("25");
  });
});
