import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, nothing, type RunningCommand } from "./support/command-bench.ts";
import { writeFfmpeg } from "./support/fake-ffmpeg.ts";
import { fixture, writeProject } from "./support/fixtures.ts";
import {
  untilAPageIsBusy,
  untilItCatchesSignals,
  untilItReadsInput,
  untilTheSignalCame,
  untilThereIs,
} from "./support/process-state.ts";

const welcome = join(import.meta.dirname, "../../../templates/welcome");

let bench: CommandBench;
let project: string;
beforeAll(async () => {
  bench = await CommandBench.open();
  project = await writeProject(join(bench.folder, "project"), { frames: 240 });
});
afterAll(() => bench[Symbol.asyncDispose]());

const interrupted = { code: 130, stderr: "hyperframes: The render was interrupted.\n" };

describe("Ctrl-C", () => {
  // As a terminal does it: the signal goes to the browser's and the encoders' parents too.
  const interrupt = (id: number | undefined): void => void process.kill(-id!, "SIGINT");

  const moments: ReadonlyArray<[string, (running: RunningCommand) => Promise<void>]> = [
    ["at once", () => Promise.resolve()],
    ["when it has begun to listen", ({ process }) => untilItCatchesSignals(process.pid!)],
    ["when the browser starts", () => untilThereIs(bench.folder, "--remote-debugging-pipe")],
    ["when there is a page", () => untilThereIs(bench.folder, "--type=renderer")],
    ["when there is an encoder", () => untilThereIs(bench.folder, "libx264")],
    ["when there is a frame", (running) => running.waitFor(/"event":"progress"/)],
  ];
  test.each(moments)("%s leaves nothing behind", async (_, until) => {
    const running = bench.start(["render", project, "-o", bench.file(), "--json", "--no-resume"]);
    await until(running);
    interrupt(running.process.pid);
    // Before Node has read the command's first line, the system itself ends it.
    expect([130, "SIGINT"]).toContain((await running.ending).code);
    expect(await bench.leftovers()).toMatchObject({ processes: [], temporary: [], output: [] });
  });

  // Wrappers pass on what the terminal has sent already.
  test.each([1, 2])("while the page loads, arriving %i times, leaves nothing behind", async (times) => {
    const options = ["--timeout", "100", "--json"];
    const running = bench.start(["render", fixture("bad-loop/load.html"), "-o", bench.file(), ...options]);
    await untilAPageIsBusy(bench.folder);
    for (let time = 1; time <= times; time += 1) {
      interrupt(running.process.pid);
      await untilTheSignalCame(running.process.pid!);
    }
    const { code, stdout } = await running.ending;
    expect(code).toBe(130);
    expect(JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "")).toMatchObject({
      ...{ event: "error", code: "interrupted", retryable: true, phase: "open" },
      message: "The render was interrupted.",
    });
    expect(await bench.leftovers()).toMatchObject({ processes: [], temporary: [], output: [] });
  });

  test("ends a page that asks and asks", async () => {
    const storm = join(bench.folder, "storm");
    await mkdir(storm, { recursive: true });
    const root = '<p data-composition-id="storm" data-width="64" data-height="36" data-duration="1"></p>';
    await writeFile(join(storm, "index.html"), `${root}<script>for (;;) alert(confirm(prompt()))</script>`);
    const running = bench.start(["render", storm, "-o", bench.file(), "--timeout", "100", "--json"]);
    await untilAPageIsBusy(bench.folder);
    interrupt(running.process.pid);
    expect((await running.ending).code).toBe(130);
    expect(await bench.leftovers()).toMatchObject({ processes: [], temporary: [], output: [] });
  });

  test.each([
    ["render", "The render was interrupted."],
    ["info", "The render was interrupted."],
    ["lint", "The check was interrupted."],
    ["snapshot", "The snapshot was interrupted.", "--at=1"],
  ])("while %s waits for data ends it", async (command, message, ...options) => {
    const running = bench.start([command, welcome, "--data", "-", ...options]);
    await untilItReadsInput(running.process.pid!);
    interrupt(running.process.pid);
    expect(await running.ending).toMatchObject({ code: 130, stderr: `hyperframes: ${message}\n` });
    expect(await bench.leftovers()).toEqual(nothing);
  });

  test("while HeyGen's command waits for a body ends it", async () => {
    const running = bench.start(["heygen", "video", "create", "-d", "-"]);
    await untilItReadsInput(running.process.pid!);
    interrupt(running.process.pid);
    const error = { code: "canceled", message: "The command was interrupted." };
    expect(await running.ending).toMatchObject({ code: 130, stderr: `${JSON.stringify({ error })}\n` });
  });

  test("while a composition is inspected ends it too", async () => {
    const running = bench.start(["info", fixture("bad-loop/load.html"), "--timeout", "100"]);
    await untilAPageIsBusy(bench.folder);
    interrupt(running.process.pid);
    expect(await running.ending).toMatchObject({ code: 130, stdout: "" });
    expect((await bench.leftovers()).processes).toEqual([]);
  });

  test("during frames keeps finished chunks, from which the next render goes on to the same bytes", async () => {
    const whole = bench.file("whole.mp4");
    const parts = bench.file("parts.mp4");
    expect((await bench.run(["render", project, "-o", whole, "--quiet", "--no-resume"])).code).toBe(0);
    const command = ["render", project, "-o", parts, "-w", "1", "--json"];
    const running = bench.start([...command, "--no-resume"]);
    await running.waitFor(/"progress","frame":150,/);
    interrupt(running.process.pid);
    expect((await running.ending).code).toBe(130);
    const left = await bench.leftovers();
    expect(left).toEqual({ ...nothing, output: ["whole.mp4"] });
    expect((await bench.chunks()).filter((name) => name.endsWith(".h264"))).toHaveLength(1);
    const { code, stdout } = await bench.run(command);
    expect(code).toBe(0);
    expect(stdout).toMatch(/\{"event":"resumed","frames":\d+\}/);
    expect((await readFile(parts)).equals(await readFile(whole))).toBe(true);
    expect((await bench.leftovers()).cache).toEqual([]);
  });

  test.each(["SIGINT", "SIGTERM"] as const)(
    "%s while the video is assembled leaves no half of it",
    async (name) => {
      const ffmpeg = await writeFfmpeg(join(bench.folder, "slow-mux"), "mux", "exec sleep 60");
      const file = bench.file("assembled.mp4");
      const running = bench.start(["render", project, "-o", file, "--json", "--ffmpeg", ffmpeg]);
      await untilThereIs(bench.folder, "sleep 60");
      process.kill(running.process.pid!, name);
      expect((await running.ending).code).toBe(130);
      const left = await bench.leftovers();
      expect({ ...left, cache: [] }).toEqual({ ...nothing, output: ["parts.mp4", "whole.mp4"] });
    },
  );
});

test("SIGTERM ends a render with the same message, and nothing is left", async () => {
  const running = bench.start(["render", project, "-o", bench.file(), "--no-resume"]);
  await running.waitFor(/240 frames/);
  running.process.kill("SIGTERM");
  const { code, stderr } = await running.ending;
  expect({ code, stderr: stderr.slice(-interrupted.stderr.length) }).toEqual(interrupted);
  expect(await bench.leftovers()).toMatchObject({ processes: [], temporary: [] });
});

test("a reader that goes away ends a render", async () => {
  const running = bench.start(["render", project, "-o", bench.file(), "--json", "--no-resume"]);
  await running.waitFor(/"event":"progress"/);
  running.process.stdout!.destroy();
  expect(await running.ending).toMatchObject({ code: 130, stderr: "" });
  expect(await bench.leftovers()).toMatchObject({ processes: [], temporary: [] });
});
