import { execFileSync, spawnSync } from "node:child_process";
import { chmod, mkdir, readFile, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, hyperframes, nothing, type Ending } from "./support/command-bench.ts";
import { writeFfmpeg, type FfmpegRun } from "./support/fake-ffmpeg.ts";
import { writeProject } from "./support/fixtures.ts";

let bench: CommandBench;
let project: string;
let other: string;
beforeAll(async () => {
  bench = await CommandBench.open();
  project = await writeProject(join(bench.folder, "project"), { frames: 75, noise: true });
  other = await writeProject(join(bench.folder, "other"), { frames: 6, id: "other" });
});
afterAll(() => bench[Symbol.asyncDispose]());

const renderTo = (file: string, ...options: string[]): Promise<Ending> =>
  bench.run(["render", project, "-o", file, "--quiet", ...options]);

const refusal = (message: string): Ending => ({ code: 2, stdout: "", stderr: `hyperframes: ${message}\n` });

const notWritable = (folder: string): Ending =>
  refusal(
    `The folder ${folder} cannot be written. Name another file with --output, or change the folder's rights.`,
  );

describe("refuses an output", () => {
  test("below a file", async () => {
    const folder = join(project, "index.html");
    expect(await renderTo(join(folder, "video.mp4"))).toEqual(notWritable(folder));
  });

  test("in a folder that the system keeps for itself", async () => {
    expect(await renderTo("/proc/hyperframes/video.mp4")).toEqual(notWritable("/proc/hyperframes"));
  });

  test("in a folder that nobody may write to", async () => {
    const folder = join(bench.folder, "sealed");
    await mkdir(folder);
    await using _ = await seal(folder);
    expect(await renderTo(join(folder, "video.mp4"))).toEqual(notWritable(folder));
  });

  test("that is a folder", async () => {
    const named = join(bench.folder, "folder.mp4");
    await mkdir(named);
    expect(await renderTo(named)).toEqual(refusal(`${named} is a folder. Name a file with --output.`));
  });

  test("beside which --debug would replace a link", async () => {
    const link = join(bench.folder, "linked.mp4.debug");
    await symlink("elsewhere", link);
    expect(await renderTo(join(bench.folder, "linked.mp4"), "--debug", "--force")).toEqual(
      refusal(`${link} is a symbolic link, which is never replaced. Name another file with --output.`),
    );
  });

  test("and leaves nothing behind", async () => {
    expect(await bench.leftovers()).toEqual(nothing);
  });
});

/** Takes the right to write to a folder away. To root that makes no difference, but an attribute of the file does. */
async function seal(folder: string): Promise<AsyncDisposable> {
  await chmod(folder, 0o555);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) execFileSync("chattr", ["+i", folder]);
  return {
    async [Symbol.asyncDispose]() {
      if (isRoot) spawnSync("chattr", ["-i", folder]);
      await chmod(folder, 0o755);
    },
  };
}

describe("an output that exists", () => {
  test("is kept to the last bit if it comes from elsewhere, and replaced with --force", async () => {
    const file = join(bench.folder, "notes.mp4");
    await writeFile(file, "not a video");
    expect(await renderTo(file)).toEqual(
      refusal(
        `${file} exists and was not rendered from this composition. Give --force to overwrite it, or another --output.`,
      ),
    );
    expect(await readFile(file, "utf8")).toBe("not a video");
    expect(await renderTo(file, "--force")).toEqual({ code: 0, stdout: "", stderr: "" });
    expect((await stat(file)).size).toBeGreaterThan(500);
  });

  test("is replaced if it comes from the same composition, but not by another", async () => {
    const file = join(bench.folder, "again.mp4");
    expect((await renderTo(file)).code).toBe(0);
    const first = await readFile(file);
    expect(await renderTo(file, "--crf", "40")).toEqual({ code: 0, stdout: "", stderr: "" });
    const second = await readFile(file);
    expect(second.equals(first)).toBe(false);
    const { code, stderr } = await bench.run(["render", other, "-o", file]);
    expect([code, stderr]).toEqual([2, expect.stringContaining("was not rendered from this composition")]);
    expect((await readFile(file)).equals(second)).toBe(true);
  });

  test("stays as it is if the render fails", async () => {
    const file = join(bench.folder, "kept.mp4");
    expect((await renderTo(file)).code).toBe(0);
    const before = await readFile(file);
    const ffmpeg = await writeFfmpeg(join(bench.folder, "no-mux"), "mux", "exit 1");
    expect((await renderTo(file, "--ffmpeg", ffmpeg, "--crf", "40")).code).toBe(1);
    expect((await readFile(file)).equals(before)).toBe(true);
    expect((await bench.leftovers()).temporary).toEqual([]);
  });
});

describe("a disk that is full", () => {
  // The system then answers as it does at a quota: EFBIG in the place of ENOSPC.
  const limit = "trap '' XFSZ; ulimit -f 0";

  const renderWithLimit = async (run: FfmpegRun): Promise<Ending> => {
    const ffmpeg = await writeFfmpeg(join(bench.folder, `full-${run}`), run, limit);
    return renderTo(bench.file(), "--ffmpeg", ffmpeg, "--no-resume");
  };

  const full: Ending = {
    code: 1,
    stdout: "",
    stderr: expect.stringMatching(
      /^hyperframes: The disk is full: \S+ could not be written\. Free some space\.\n$/,
    ) as string,
  };

  test("stops the render while a chunk is written", async () => {
    expect(await renderWithLimit("encode")).toEqual(full);
  });

  test("stops the render while the video is written", async () => {
    expect(await renderWithLimit("mux")).toEqual(full);
    expect(await bench.leftovers()).toMatchObject({ processes: [], temporary: [], output: [] });
  });

  const namespaces = process.getuid?.() === 0 ? ["unshare", "-m"] : ["unshare", "-rm"];
  // Where nobody may mount, nothing of this can be tried, which the report of skipped tests tells.
  const canMount = spawnSync(namespaces[0]!, [
    ...namespaces.slice(1),
    "mount",
    "-t",
    "tmpfs",
    "none",
    "/mnt",
  ]);

  /** Runs a render that sees a small file system at a folder, and tells what is in it afterwards. */
  const renderOnSmallDisk = async (folder: string, size: string, file: string): Promise<Ending> => {
    await mkdir(folder, { recursive: true });
    const script = `mount -t tmpfs -o size=${size} none "$0" && { "$@"; code=$?; ls -A "$0" "$0"/*; exit $code; }`;
    const command = [...namespaces, "sh", "-c", script, folder, ...hyperframes];
    return bench.run(["render", project, "-o", file, "--quiet", "--crf", "0"], { command });
  };

  describe.runIf(canMount.status === 0)("and small", () => {
    test("as the output's", async () => {
      const { code, stdout, stderr } = await renderOnSmallDisk(bench.output, "4k", bench.file());
      expect(stderr).toMatch(/^hyperframes: The disk is full: \S+\.partial could not be written\./);
      expect(code).toBe(1);
      expect(stdout).not.toContain("video");
    });

    test("as the whole cache's, before anything is unpacked", async () => {
      const script = 'mount -t tmpfs -o size=4k none "$0" && exec "$@"';
      const command = [...namespaces, "sh", "-c", script, bench.cache, ...hyperframes];
      const { code, stdout } = await bench.run(["doctor", "--json"], { command });
      const found = JSON.parse(stdout) as Array<{ name: string; detail: string }>;
      const detailOf = (name: string): string | undefined => found.find((one) => one.name === name)?.detail;
      expect(code).toBe(3);
      expect(detailOf("fonts")).toBe(
        `The disk is full: ${bench.cache} could not be written. Free some space.`,
      );
      expect(detailOf("browser")).toMatch(
        `The disk is full: there is no room to unpack Chromium into ${bench.cache}/chromium-`,
      );
    });

    test("as the cache's", async () => {
      const folder = join(bench.cache, "renders");
      const { code, stdout, stderr } = await renderOnSmallDisk(folder, "4k", bench.file());
      expect(stderr).toMatch(/^hyperframes: The disk is full: \S+ could not be written\./);
      expect(code).toBe(1);
      expect(stdout).not.toContain("chunk");
      expect((await bench.leftovers()).output).toEqual([]);
    });
  });
});
