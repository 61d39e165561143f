import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { repository } from "../support/fixtures.ts";

/** As pipelines that people copy do it: a folder is copied, words in it are replaced, and the command runs in the copy. */
const script = `
import pathlib, shutil, subprocess, sys

source, target, output = map(pathlib.Path, sys.argv[1:4])
shutil.copytree(source, target)
page = target / "index.html"
page.write_text(page.read_text().replace("{{TITLE}}", "Quarterly results").replace("{{COLOR}}", "#0000ff"))
subprocess.run(
    ["npx", "hyperframes", "render", "--output", str(output), "--quality", "standard", "--fps", "30"],
    cwd=target, check=True)
`;

const page = `<!doctype html><meta charset="utf-8"><title>{{TITLE}}</title>
<div data-composition-id="main" data-start="0" data-width="320" data-height="180" data-duration="0.2" data-no-timeline>
  <div data-start="0" style="position: absolute; inset: 0; background: {{COLOR}}"></div>
</div>`;

/** Where there is no Python, the same by Node. */
const nodeScript = `
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
const [source, target, output] = process.argv.slice(2);
cpSync(source, target, { recursive: true });
const page = target + "/index.html";
writeFileSync(page, readFileSync(page, "utf8").replaceAll("{{TITLE}}", "Quarterly results").replaceAll("{{COLOR}}", "#0000ff"));
const { status } = spawnSync("npx", ["hyperframes", "render", "--output", output, "--quality", "standard", "--fps", "30"], { cwd: target, stdio: "inherit" });
process.exit(status ?? 1);
`;

async function interpreter(): Promise<readonly [program: string, script: string, name: string]> {
  const { exitCode } = await execa("python3", ["--version"], { reject: false });
  return exitCode === 0 ? ["python3", script, "pipeline.py"] : [process.execPath, nodeScript, "pipeline.mjs"];
}

describe("a pipeline that copies a folder, replaces words, and calls npx hyperframes", () => {
  // Below the checkout, as npx looks for the command in the folders above.
  const above = join(repository, "node_modules/.cache-");
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(above);
  });
  afterEach(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

  test("gets its video", async () => {
    const [program, text, name] = await interpreter();
    const source = join(folder, "template");
    await execa("mkdir", [source]);
    await writeFile(join(source, "index.html"), page);
    await writeFile(join(folder, name), text);
    const output = join(folder, "out/quarterly.mp4");
    await execa(program, [join(folder, name), source, join(folder, "work"), output]);
    const fields = "stream=nb_frames,r_frame_rate:format_tags=title";
    const { stdout } = await execa("ffprobe", [
      "-v",
      "error",
      "-show_entries",
      fields,
      "-of",
      "json",
      output,
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      streams: [{ nb_frames: "6", r_frame_rate: "30/1" }],
      format: { tags: { title: "Quarterly results" } },
    });
    const pixel = [
      "-v",
      "error",
      "-i",
      output,
      "-vf",
      "scale=1:1",
      "-frames:v",
      "1",
      "-f",
      "rawvideo",
      "-pix_fmt",
      "rgb24",
      "-",
    ];
    const { stdout: color } = await execa("ffmpeg", pixel, { encoding: "buffer" });
    expect([...color].map((value) => Math.round(value / 255))).toEqual([0, 0, 1]);
  });
});
