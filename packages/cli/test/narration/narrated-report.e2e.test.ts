import { execFileSync, spawnSync } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CommandBench, hyperframes } from "../support/command-bench.ts";

const example = join(import.meta.dirname, "../../../../examples/narrated-report");

test("the narrated report renders with an emulated HeyGen in one command, and leaves no emulator behind", async () => {
  await using bench = await CommandBench.open();
  const output = bench.file("report.mp4");
  const { status, stderr } = spawnSync(
    join(example, "run-with-emulator.sh"),
    ["-o", output, "--fps", "1", "--from", "4", "--to", "6", "--quality", "draft"],
    {
      cwd: bench.folder,
      encoding: "utf8",
      env: {
        ...process.env,
        HYPERFRAMES: hyperframes.join(" "),
        HYPERFRAMES_CACHE: bench.cache,
        TMPDIR: bench.temporary,
      },
    },
  );
  expect(stderr).toMatch(/POST \/v3\/videos.*The narration is there/s);
  expect(status).toBe(0);
  // The presenter's blue blouse, where the page is white.
  const place = [
    "-vf",
    "crop=60:20:1756:200,scale=1:1",
    "-frames:v",
    "1",
    "-f",
    "rawvideo",
    "-pix_fmt",
    "rgb24",
    "-",
  ];
  const [red = 0, , blue = 0] = execFileSync("ffmpeg", ["-v", "error", "-i", output, ...place]);
  expect(blue).toBeGreaterThan(red + 30);
  expect(await bench.leftovers()).toMatchObject({ processes: [], cache: [] });
});

test("the workflow hands the key to the step that renders, and to no other", async () => {
  const text = await readFile(join(example, "../github-actions/narrated-report.yml"), "utf8");
  const steps = text.split(/\n      - /).filter((step) => step.includes("secrets."));
  expect(steps).toHaveLength(1);
  expect(steps[0]).toMatch(/^name: Render the video\n/);
});
