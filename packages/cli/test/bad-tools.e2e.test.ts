import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, nothing, type Ending } from "./support/command-bench.ts";
import { writeFfmpeg, writeScript } from "./support/fake-ffmpeg.ts";
import { listProcesses } from "./support/find-processes.ts";
import { writeProject } from "./support/fixtures.ts";

let bench: CommandBench;
let project: string;
let undisturbed: Buffer;
beforeAll(async () => {
  bench = await CommandBench.open();
  project = await writeProject(join(bench.folder, "project"), { frames: 240 });
  const file = join(bench.folder, "undisturbed.mp4");
  await bench.run(["render", project, "-o", file, "-w", "1", "--quiet"]);
  undisturbed = await readFile(file);
});
afterAll(() => bench[Symbol.asyncDispose]());

const renderWith = (...options: string[]): Promise<Ending> =>
  bench.run(["render", project, "-o", bench.file(), "--force", ...options]);

const missing = (message: string): Ending => ({ code: 3, stdout: "", stderr: `hyperframes: ${message}\n` });
const install =
  "Install it (Debian: apt-get install ffmpeg; macOS: brew install ffmpeg), or name one with --ffmpeg.";

describe("says which tool is missing", () => {
  test("when there is no such ffmpeg", async () => {
    expect(await renderWith("--ffmpeg", "nosuch")).toEqual(
      missing(`ffmpeg cannot be run (nosuch): there is no such program. ${install}`),
    );
  });

  test("when ffmpeg is something else", async () => {
    expect(await renderWith("--ffmpeg", "true")).toEqual(
      missing(`true is not ffmpeg: it does not answer as ffmpeg does. ${install}`),
    );
  });

  test("when ffmpeg does not run", async () => {
    const broken = await writeScript(
      join(bench.folder, "broken"),
      "echo 'libx264.so: not found' >&2; exit 127",
    );
    expect(await renderWith("--ffmpeg", broken)).toEqual(
      missing(`ffmpeg cannot be run (${broken}): libx264.so: not found. ${install}`),
    );
  });

  test("when ffmpeg is too old", async () => {
    const old = await writeScript(
      join(bench.folder, "old"),
      "echo 'ffmpeg version 4.4.2-0ubuntu0.22.04.1 Copyright (c) 2000-2021' >&2; echo ' V..... libx264 x'",
    );
    expect(await renderWith("--ffmpeg", old)).toEqual(
      missing(`ffmpeg 4.4.2-0ubuntu0.22.04.1 is too old: 5.1 or later is needed. ${install}`),
    );
  });

  test("when ffmpeg cannot encode H.264", async () => {
    const poor = await writeScript(join(bench.folder, "poor"), "echo 'ffmpeg version 6.1 Copyright' >&2");
    expect(await renderWith("--ffmpeg", poor)).toEqual(
      missing(`ffmpeg 6.1 (${poor}) has no H.264 encoder (libx264). ${install}`),
    );
  });

  test("when there is no such browser", async () => {
    const path = join(bench.folder, "nosuch");
    expect(await renderWith("--browser", path)).toEqual(
      missing(
        `--browser names ${path}, which does not exist. ` +
          "Give the path of a Chromium or headless-shell executable, or leave --browser out.",
      ),
    );
  });

  test("but not that one should be installed which was killed", async () => {
    const killed = await writeScript(join(bench.folder, "killed"), "kill -9 $$");
    expect(await renderWith("--ffmpeg", killed)).toEqual({
      code: 1,
      stdout: "",
      stderr: `hyperframes: ffmpeg (${killed}) was killed by SIGKILL while telling its encoders. A machine that is short of memory does so, too.\n`,
    });
  });

  test("when the browser is something else", async () => {
    const { code, stderr } = await renderWith("--browser", "/bin/echo");
    expect(code).toBe(3);
    expect(stderr).toMatch(
      /^hyperframes: --browser names a browser that cannot be used: \/bin\/echo is not .+\n$/,
    );
  });

  test("and leaves nothing behind", async () => {
    expect(await bench.leftovers()).toEqual(nothing);
  });
});

describe("ffmpeg that dies half-way", () => {
  test("once loses its chunk only, which is rendered again to the same bytes", async () => {
    const mark = join(bench.folder, "died");
    const once = `[ -e "${mark}" ] || { : >"${mark}"; head -c 500000 >/dev/null; kill -9 $$; }`;
    const ffmpeg = await writeFfmpeg(join(bench.folder, "dies-once"), "encode", once);
    const { code, stderr } = await renderWith("--ffmpeg", ffmpeg, "-w", "1", "--no-resume");
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(
        /\nchunk 0 failed \(try 1\) and is rendered again: ffmpeg was killed by SIGKILL while writing /,
      ) as string,
    });
    expect(stderr).not.toContain("try 2");
    expect((await readFile(bench.file())).equals(undisturbed)).toBe(true);
  });

  test("once while it puts the file together is asked again, for the same bytes", async () => {
    const mark = join(bench.folder, "mux-died");
    const once = `[ -e "${mark}" ] || { : >"${mark}"; kill -9 $$; }`;
    const ffmpeg = await writeFfmpeg(join(bench.folder, "mux-dies-once"), "mux", once);
    const { code, stderr } = await renderWith("--ffmpeg", ffmpeg, "-w", "1");
    expect({ code, stderr }).toEqual({
      code: 0,
      stderr: expect.stringMatching(
        /\nthe file could not be put together \(try 1\), and another try is made: ffmpeg was killed by SIGKILL while writing /,
      ) as string,
    });
    expect((await readFile(bench.file())).equals(undisturbed)).toBe(true);
  });

  test("always ends the render after three tries, with the cause", async () => {
    const always = "head -c 500000 >/dev/null; echo 'Cannot allocate memory' >&2; exit 1";
    const ffmpeg = await writeFfmpeg(join(bench.folder, "dies-always"), "encode", always);
    const { code, stderr } = await renderWith("--ffmpeg", ffmpeg, "-w", "1", "--no-resume");
    expect(code).toBe(1);
    expect(stderr.match(/and is rendered again/g)).toHaveLength(2);
    expect(stderr).toMatch(
      /\nhyperframes: ffmpeg ended with code 1 while writing \S+\.\nCannot allocate memory\n$/,
    );
    expect((await readFile(bench.file())).equals(undisturbed)).toBe(true);
    expect(await bench.leftovers()).toEqual({ ...nothing, output: ["video.mp4"] });
  });
});

describe("a browser that is killed half-way", () => {
  test.each([
    ["as a whole", "--remote-debugging-pipe", /"event":"retry"/],
    ["its page's process", "--type=renderer", /"event":"retry"/],
    // The browser starts another one, whose memory cannot be read: the page goes on with another source, or is opened anew.
    ["its compositor's process", "--type=gpu-process", /"event":"retry"|"source":"begin-frame"/],
  ])("%s, loses its chunk only, which is rendered again to the same bytes", async (_, mark, event) => {
    const command = ["render", project, "-o", bench.file(), "--force", "-w", "1", "--json", "--no-resume"];
    const running = bench.start(command);
    await running.waitFor(/"progress","frame":10,/);
    // Otherwise the chunk might be over before its page's process is found.
    running.process.kill("SIGSTOP");
    const processes = await listProcesses(bench.folder);
    const victims = processes.filter(({ command: line }) => line.includes(mark));
    expect(victims.length).toBeGreaterThan(0);
    for (const { id } of victims) process.kill(id, "SIGKILL");
    running.process.kill("SIGCONT");
    const { code, stdout } = await running.ending;
    expect(code).toBe(0);
    const events = stdout.split("\n").filter((line) => !line.includes('"event":"progress"'));
    expect(events.join("\n")).toMatch(event);
    expect(stdout).toContain('"progress","frame":240,');
    expect(stdout).not.toContain('"progress","frame":241,');
    expect((await readFile(bench.file())).equals(undisturbed)).toBe(true);
    expect(await bench.leftovers()).toEqual({ ...nothing, output: ["video.mp4"] });
  });
});

test("two renders of one project at the same time both succeed, with the same bytes", async () => {
  const files = ["left.mp4", "right.mp4"].map((name) => bench.file(name));
  const endings = await Promise.all(
    files.map((file) => bench.run(["render", project, "-o", file, "--quiet"])),
  );
  expect(endings).toEqual(files.map(() => ({ code: 0, stdout: "", stderr: "" })));
  for (const file of files) expect((await readFile(file)).equals(undisturbed)).toBe(true);
  expect((await bench.leftovers()).cache).toEqual([]);
});
