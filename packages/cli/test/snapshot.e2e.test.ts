import { execFileSync } from "node:child_process";
import { mkdir, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench } from "./support/command-bench.ts";
import { writeProject } from "./support/fixtures.ts";

let bench: CommandBench;
let project: string;
beforeAll(async () => {
  bench = await CommandBench.open();
  project = await writeProject(join(bench.folder, "project"), { frames: 75 });
});
afterAll(() => bench[Symbol.asyncDispose]());

/** `png,160,90` and the like. */
function probe(file: string): string {
  const entries = ["-show_entries", "stream=codec_name,width,height", "-of", "csv=p=0"];
  return execFileSync("ffprobe", ["-v", "error", ...entries, file], { encoding: "utf8" }).trim();
}

describe("snapshot", () => {
  test("writes one picture, and says where", async () => {
    const ending = await bench.run(["snapshot", project, "--at", "0.5", "-o", "out/frame.png"]);
    expect(ending).toEqual({ code: 0, stdout: `${bench.file("frame.png")}\n`, stderr: "" });
    expect(probe(bench.file("frame.png"))).toBe("png,160,90");
    expect(await bench.leftovers()).toMatchObject({ processes: [], temporary: [] });
  });

  test("writes several, listed or given one by one, each named for its time", async () => {
    const given = ["--at", "0,1.5", "--at", "60f", "-o", "out/many.jpg", "--json", "--scale", "2"];
    const { code, stdout } = await bench.run(["snapshot", project, ...given]);
    expect(code).toBe(0);
    const files = ["many-0s.jpg", "many-1.5s.jpg", "many-60f.jpg"].map((name) => bench.file(name));
    expect(JSON.parse(stdout)).toEqual({
      files,
      pictures: [0, 45, 60].map((frame, index) => ({ file: files[index], frame, seconds: frame / 30 })),
      width: 320,
      height: 180,
      warnings: [],
    });
    expect(files.map((file) => probe(file))).toEqual(["mjpeg,320,180", "mjpeg,320,180", "mjpeg,320,180"]);
  });

  test("puts evenly spaced ones onto a sheet, by default into the folder for renders", async () => {
    const given = ["--sheet", "--count", "4", "--columns", "2", "--quiet"];
    expect(await bench.run(["snapshot", project, ...given])).toEqual({ code: 0, stdout: "", stderr: "" });
    const file = join(bench.folder, "renders/project.png");
    expect(probe(file)).toBe(`png,${2 * 160 + 20 + 72},${36 + 56 + 2 * (90 + 32) + 20 + 18}`);
  });

  test("opens a page in a folder below --root, with --query in its address", async () => {
    const site = join(bench.folder, "site");
    await mkdir(join(site, "pages"), { recursive: true });
    await writeFile(join(site, "all.css"), "b { color: red }");
    await writeFile(
      join(site, "pages/story.html"),
      `<link rel="stylesheet" href="../all.css"><div data-composition-id="main" data-width="160" data-height="90"
        data-duration="0.1" data-no-timeline></div>
      <script>if (location.search !== "?export=1&name=a%20b") throw new Error("no export")</script>`,
    );
    const given = [
      "snapshot",
      join(site, "pages/story.html"),
      "--at",
      "0",
      "--json",
      "--force",
      "-o",
      "out/story.png",
    ];
    const warningsOf = async (more: readonly string[]): Promise<unknown> => {
      const { code, stdout } = await bench.run([...given, ...more]);
      expect(code).toBe(0);
      return (JSON.parse(stdout) as { warnings: unknown }).warnings;
    };
    expect(await warningsOf(["--root", site, "--query", "export=1&name=a b"])).toEqual([]);
    expect(await warningsOf([])).toEqual([
      expect.stringContaining("no export"),
      expect.stringContaining("all.css"),
    ]);
    const refused = await bench.run([...given, "--root", bench.output]);
    expect(refused.code).toBe(2);
    expect(refused.stdout).toContain("does not lie below the folder of --root");
  });

  test("keeps a file that is there unless --force is given, and says so before a browser starts", async () => {
    await mkdir(bench.output, { recursive: true });
    await writeFile(bench.file("mine.png"), "mine");
    const given = ["snapshot", project, "--at", "0", "-o", "out/mine.png"];
    const refused = await bench.run([...given, "--browser", "/nowhere"]);
    expect(refused).toMatchObject({ code: 2, stdout: "" });
    expect(refused.stderr).toBe(
      `hyperframes: ${bench.file("mine.png")} exists. Give --force to overwrite it, or another --output.\n`,
    );
    expect(await readFile(bench.file("mine.png"), "utf8")).toBe("mine");
    expect((await bench.run([...given, "--force"])).code).toBe(0);
    expect((await stat(bench.file("mine.png"))).size).toBeGreaterThan(200);
  });

  test.each<[string[], RegExp]>([
    [[], /--at must be given, such as 2\.5, unless --sheet is/],
    [
      ["--at", "1,2.5"],
      /--at must be within the composition, which lasts 2\.5 s \(up to 74f\), but is 2\.5s/,
    ],
  ])("%j is wrong usage, and writes nothing", async (given, message) => {
    const { code, stdout, stderr } = await bench.run(["snapshot", project, "-o", "out/none/a.png", ...given]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(message);
    expect(await readdir(bench.output)).not.toContain("none");
  });
});
