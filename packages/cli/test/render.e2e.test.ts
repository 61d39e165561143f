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
