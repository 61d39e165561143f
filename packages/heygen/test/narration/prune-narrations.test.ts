import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeNarration } from "../../src/narration/make-narration.ts";
import { emulated } from "../support/emulated.ts";
import { narrated, narrating } from "../support/narrating.ts";

describe("pruneNarrations", () => {
  it("deletes what nobody has used for half a year, when another is made, and nothing else", async () => {
    await using all = await emulated();
    const dependencies = narrating(all);
    const folder = join(dependencies.cacheFolder, "narration");
    for (const [name, days] of [
      ["old", 200],
      ["young", 100],
    ] as const) {
      await mkdir(join(folder, name), { recursive: true });
      await writeFile(join(folder, name, "clip.mp4"), "clip");
      const time = new Date(Date.now() - days * 86_400_000);
      await utimes(join(folder, name), time, time);
    }
    const { file } = await makeNarration(narrated.avatar(), dependencies);
    expect((await readdir(folder)).toSorted()).toEqual([file.split("/").at(-2), "young"].toSorted());
  });
});
