import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { HeyGenBench, dataOf, errorOf } from "../support/heygen-bench.ts";

const avatar = ["video", "create", "--type", "avatar", "--avatar-id", "look_ada_studio", "--script"];

let bench: HeyGenBench;
beforeAll(async () => void (bench = await HeyGenBench.open({ maxJobs: 1000 })));
afterAll(async () => bench[Symbol.asyncDispose]());

describe("video download", () => {
  const made = async (script: string): Promise<string> =>
    String(dataOf(await bench.run([...avatar, script, "--wait", "--quiet"]))["id"]);

  it.each([
    ["", "at once"],
    ["[[emulate truncate 2]]", "after it broke off"],
    ["[[emulate expired 1]]", "by a new address"],
    ["[[emulate no-range, truncate 1]]", "anew, where it cannot go on"],
  ])("fetches the whole file %s%s", async (demand) => {
    const id = await made(`Up. ${demand}`);
    const file = `${id}-file.mp4`;
    const ending = await bench.run(["video", "download", id, "-o", file]);
    expect(ending).toMatchObject({ code: 0, stderr: "" });
    expect(JSON.parse(ending.stdout)).toEqual({
      asset: "video",
      message: `Downloaded video of ${id}.`,
      path: join(bench.folder, file),
    });
    expect((await stat(join(bench.folder, file))).size).toBeGreaterThan(60_000);
    expect(bench.emulator.keySeenInStorage).toBe(false);
  });

  it("replaces nothing without --force", async () => {
    const id = await made("Up.");
    await bench.file("kept.mp4", "mine");
    const refused = await bench.run(["video", "download", id, "-o", "kept.mp4"]);
    expect([refused.code, errorOf(refused)["code"]]).toEqual([1, "file_exists"]);
    expect(await readFile(join(bench.folder, "kept.mp4"), "utf8")).toBe("mine");
    expect((await bench.run(["video", "download", id, "-o", "kept.mp4", "--force"])).code).toBe(0);
  });

  it.each([
    ["is something else", "[[emulate wrong-type]]", "video", "download_failed"],
    ["is not there", "", "captioned", "video_not_ready"],
  ])("fails if the file %s", async (_, ...[demand, asset, code]) => {
    const id = await made(`Up. ${demand}`);
    const ending = await bench.run(["video", "download", id, "--asset", asset]);
    expect([ending.code, errorOf(ending)["code"]]).toEqual([1, code]);
  });

  it("fails if the video failed, or is not ready", async () => {
    const failed = await made("Up. [[emulate fail 1]]");
    expect(errorOf(await bench.run(["video", "download", failed]))["code"]).toBe("video_failed");
    const pending = String(dataOf(await bench.run([...avatar, "[[emulate stuck]]"]))["video_id"]);
    expect(errorOf(await bench.run(["video", "download", pending]))["message"]).toBe(
      "The video is not ready: processing.",
    );
  });

  it("fetches the captioned one where captions were asked for", async () => {
    const captioned = await bench.run([
      ...avatar,
      "Up.",
      "--caption",
      '{"style":"default"}',
      "--wait",
      "--quiet",
    ]);
    const id = String(dataOf(captioned)["id"]);
    const ending = await bench.run(["video", "download", id, "--asset", "captioned"]);
    expect(JSON.parse(ending.stdout)).toMatchObject({ path: join(bench.folder, `${id}.mp4`) });
  });
});
