import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { snapshot } from "../../src/snapshot.ts";
import { shareOfDifference } from "../golden/golden-frames.ts";
import { browsers } from "../support/browsers.ts";
import { cacheFolder, fixture, repository } from "../support/fixtures.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";

/** UPDATE_GOLDEN=1 writes the golden images anew; look at them before they are committed. */
const update = process.env["UPDATE_GOLDEN"] === "1";
/** These are the frames themselves; another Chromium may draw edges otherwise. */
const ALLOWED_SHARE = 0.001;

/** The weekly report in 16:9 is rendered whole by another test. */
const pictures = [
  ["weekly-report", "9:16", ["5.3", "16.8"]],
  ["weekly-report", "1:1", ["12.5", "16.8"]],
  ["release-notes", "16:9", ["2", "9.2"]],
  ["release-notes", "9:16", ["9.2", "17.4"]],
  ["release-notes", "1:1", ["5", "13"]],
] as const;

describe("the samples of templates", () => {
  test.each(pictures)("%s in %s looks as it was approved", async (name, size, times) => {
    await using folder = await temporaryFolder();
    const { pictures: taken } = await snapshot(join(repository, "templates", name), {
      size,
      at: [...times],
      output: join(folder.path, "picture.png"),
      environment: { cacheFolder },
      browsers,
    });
    expect(taken).toHaveLength(times.length);
    for (const { file, seconds } of taken) {
      const golden = `golden/${name}-${size.replace(":", "x")}-${seconds.toFixed(1)}.png`;
      const share = await shareOfDifference(await readFile(file), new URL(`file://${fixture(golden)}`), {
        update,
      });
      expect(share).toBeLessThanOrEqual(ALLOWED_SHARE);
    }
  });
});
