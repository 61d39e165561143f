import { copyFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { avatar, NarratedBench } from "../support/narrated-bench.ts";

let all: NarratedBench;
beforeAll(async () => {
  all = await NarratedBench.open();
});
afterAll(() => all[Symbol.asyncDispose]());

const made = (endpoint = "POST /v3/videos"): number => all.emulator.carriedOut(endpoint);
const row = '"<<word>>"';

describe("render of a narrated project", () => {
  test("has HeyGen make the narration once, tells of it, and renders it into the video", async () => {
    const before = made();
    const project = await all.project("once", avatar);
    const output = all.bench.file("once.mp4");
    const first = await all.run([project, "-o", output]);
    expect(first).toMatchObject({ code: 0 });
    expect(first.stderr).toMatch(
      /asked to make the narration .*\n.*makes the narration: .*, job video_\d+\n.*The narration is there\n/s,
    );
    expect(all.lengths(output)["video"]).toBeGreaterThan(0.9);
    expect(all.lengths(output)["audio"]).toBeGreaterThan(0.9);
    const again = await all.run([project, "-o", output, "--json"], { HEYGEN_API_KEY: "" });
    expect(again.code).toBe(0);
    expect(JSON.parse(again.stdout.split("\n")[0] ?? "")).toMatchObject({
      event: "narration",
      state: "cached",
    });
    expect(made() - before).toBe(1);
  });

  test("without a key says in one line what to set, where to log in, and how to go without", async () => {
    const project = await all.project("keyless", { ...avatar, script: "Keyless." });
    const { code, stderr } = await all.run([project, "-o", all.bench.file("keyless.mp4")], {
      HEYGEN_API_KEY: "",
    });
    expect(code).toBe(3);
    expect(stderr).toMatch(/^hyperframes: .*HEYGEN_API_KEY.*hyperframes heygen auth login.*--offline.*\n$/);
  });

  test("goes on after Ctrl-C with the job that HeyGen has", async () => {
    const before = made();
    const slow = { ...avatar, script: "Stopped. [[emulate stuck]]" };
    const project = await all.project("stopped", slow);
    const running = all.start([project, "-o", all.bench.file("stopped.mp4")]);
    await running.waitFor(/makes the narration/);
    process.kill(-running.process.pid!, "SIGINT");
    expect((await running.ending).code).toBe(130);
    const again = await all.run([project, "-o", all.bench.file("stopped.mp4"), "--narration-timeout", "1"]);
    expect(again.code).toBe(4);
    expect(again.stderr).toMatch(/has this narration already \(video_\d+\).*Try the same again.*video_\d+/s);
    expect(made() - before).toBe(1);
  });

  test("ends with code 1 and HeyGen's reason if it could not be made, and is not made again by itself", async () => {
    const before = made();
    const project = await all.project("failed", { ...avatar, script: "Failed. [[emulate fail]]" });
    for (const _ of [1, 2]) {
      const { code, stderr } = await all.run([project, "-o", all.bench.file("failed.mp4")]);
      expect(code).toBe(1);
      expect(stderr).toMatch(/Avatar rendering timed out.*--new-narration/);
    }
    expect(made() - before).toBe(1);
  });

  test("takes a clip of the user's, with the subtitles beside it, and needs no block for it", async () => {
    const before = all.emulator.requests.length;
    const project = await all.project("own");
    await copyFile(all.clip, join(all.bench.folder, "own.mp4"));
    await writeFile(join(all.bench.folder, "own.srt"), "1\n00:00:00,100 --> 00:00:00,800\nMy own words\n");
    const output = all.bench.file("own-clip.mp4");
    expect((await all.run([project, "-o", output, "--narration", "own.mp4"])).code).toBe(0);
    expect(all.lengths(output)["audio"]).toBeGreaterThan(0.9);
    const missing = await all.run([project, "-o", output, "--narration", "nothing.mp4"]);
    expect(missing).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("nothing.mp4 is not there") as string,
    });
    expect(all.emulator.requests.length).toBe(before);
  });

  test("leaves the narration out when told to", async () => {
    const project = await all.project("silent", { ...avatar, script: "Silent." });
    const output = all.bench.file("silent.mp4");
    expect((await all.run([project, "-o", output, "--no-narration"], { HEYGEN_API_KEY: "" })).code).toBe(0);
    expect(all.lengths(output)).toEqual({ video: 0.5 });
  });

  test("draws a placeholder offline, without a key or a request", async () => {
    const before = all.emulator.requests.length;
    const project = await all.project("offline", { ...avatar, script: "Offline.", aspectRatio: "1:1" });
    const output = all.bench.file("offline.mp4");
    const { code, stderr } = await all.run([project, "-o", output, "--offline"], { HEYGEN_API_KEY: "" });
    expect(stderr).toContain("placeholder");
    expect(code).toBe(0);
    expect(all.lengths(output)["audio"]).toBeGreaterThan(0.4);
    expect(all.emulator.requests.length).toBe(before);
  });

  test.each([
    ["../clip.mp4", "lies outside of the project"],
    ["nothing.mp4", "is not in the project folder"],
    ["file:///etc/passwd", "cannot be used"],
  ])("refuses the file %s", async (src, message) => {
    const project = await all.project("refused", { type: "file", src });
    const { code, stderr } = await all.run([project, "-o", all.bench.file("refused.mp4")]);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe("--estimate", () => {
  test("tells what would be made, without a key, a request, or a render", async () => {
    const before = all.emulator.requests.length;
    const project = await all.project("estimated", { ...avatar, script: "One two three four five." });
    const { code, stdout } = await all.run([project, "--estimate", "--json"], { HEYGEN_API_KEY: "" });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual({
      ...{ event: "estimate", videos: 1, faulty: 0, missing: 1, characters: 24, seconds: 2, problems: [] },
      narrations: [
        {
          row: null,
          type: "avatar",
          endpoint: "POST /v3/videos",
          state: "missing",
          characters: 24,
          words: 5,
          seconds: 2,
        },
      ],
    });
    expect(all.emulator.requests.length).toBe(before);
  });

  test("of a project without a narration says so", async () => {
    const { code, stdout } = await all.run([await all.project("plain"), "--estimate"]);
    expect(code).toBe(0);
    expect(stdout).toBe("Nobody speaks: nothing would be made.\n");
  });
});

describe("a batch", () => {
  test("estimates all rows together, narrates each, and those with the same words once", async () => {
    const before = made();
    const template = {
      name: "Words",
      data: { required: ["id", "word"], properties: { id: { type: "string" }, word: { type: "string" } } },
    };
    const settings = `{ "narration": { "source": { "type": "avatar", "avatar": "look_ada_studio", "script": ${row} } } }`;
    const files = { "template.json": JSON.stringify(template), "hyperframes.json": settings };
    const project = await all.project("rows", undefined, files);
    const data = join(all.bench.folder, "rows.csv");
    await writeFile(data, "id,word\na,Red\nb,Green\nc,Red\n");
    const given = [project, "--data", data, "-o", `${all.bench.output}/rows/<<id>>.mp4`];
    const { stdout } = await all.run([...given, "--estimate", "--json"]);
    expect(JSON.parse(stdout)).toMatchObject({ videos: 3, missing: 2, characters: 8 });
    expect((await all.run(given)).code).toBe(0);
    expect(made() - before).toBe(2);
    for (const id of "abc") {
      expect(all.lengths(join(all.bench.output, "rows", `${id}.mp4`))["audio"]).toBeGreaterThan(0.9);
    }
    const silent = await all.run([...given, "--no-narration"]);
    expect(silent.stdout).toContain("3 rendered");
  });
});
