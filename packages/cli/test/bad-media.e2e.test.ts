import { execFile } from "node:child_process";
import { mkdir, readFile, symlink, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { CommandBench, nothing, type Ending } from "./support/command-bench.ts";

const run = promisify(execFile);

let bench: CommandBench;
beforeAll(async () => {
  bench = await CommandBench.open();
});
afterAll(() => bench[Symbol.asyncDispose]());

async function ffmpeg(...args: readonly string[]): Promise<void> {
  await run("ffmpeg", ["-v", "error", "-y", ...args]);
}

/** A project of its own with some media elements, for a second. */
async function projectOf(name: string, body: string, attributes = 'data-duration="1"'): Promise<string> {
  const folder = join(bench.folder, name);
  await mkdir(folder, { recursive: true });
  await writeFile(
    join(folder, "index.html"),
    `<!doctype html><meta charset="utf-8"><body>
     <div data-composition-id="main" data-width="160" data-height="90" data-fps="10" data-no-timeline ${attributes}>${body}</div>`,
  );
  return folder;
}

const video = (...more: readonly string[]): readonly string[] => [
  ...["-f", "lavfi", "-i", "testsrc2=s=64x36:r=10:d=3"],
  ...["-c:v", "libx264", "-g", "10", "-bf", "0", "-pix_fmt", "yuv420p", ...more],
];

/** Lines of a kind that people see, but for advice of lint. */
const warnings = ({ stderr }: Ending): string[] =>
  stderr.split("\n").filter((line) => line.startsWith("warning: ") && !/ \([a-z-]+\)$/.test(line));

const complaints: ReadonlyArray<readonly [element: string, complaint: string]> = [
  [
    `<video id="m" src="cut.mp4">`,
    `cut.mp4, the source of <video id="m">, is cut off, or no media file: its table of contents is missing.`,
  ],
  [
    `<audio id="m" src="noise.ogg">`,
    `noise.ogg, the source of <audio id="m">, is damaged, empty, or no media file.`,
  ],
  [
    `<audio id="m" src="empty.mp3">`,
    `empty.mp3, the source of <audio id="m">, is damaged, empty, or no media file.`,
  ],
  [
    `<audio id="m" src="page.mp3">`,
    `page.mp3, the source of <audio id="m">, is damaged, empty, or no media file.`,
  ],
  [
    `<audio id="m" src="zero.wav" loop>`,
    `zero.wav, the source of <audio id="m">, is empty: there is neither picture nor sound in it.`,
  ],
  [`<video id="m" src="sound.mp3">`, `sound.mp3, the source of <video id="m">, has no picture.`],
  [`<audio id="m" src="silent.mp4">`, `silent.mp4, the source of <audio id="m">, has no sound.`],
  [`<video id="m" muted>`, `<video id="m"> has no src.`],
  [
    `<video id="m" src="silent.mp4" data-media-start="9">`,
    `silent.mp4, the source of <video id="m">, is 3.00 s long, but is to begin at 9 s of it.`,
  ],
  [
    `<video id="m" src="silent.mp4" data-media-start="3" loop>`,
    `silent.mp4, the source of <video id="m">, is 3.00 s long, but is to begin at 3 s of it.`,
  ],
  [
    `<audio id="m" src="../secret.mp3">`,
    `secret.mp3, the source of <audio id="m">, is not in the project folder.`,
  ],
  [
    `<audio id="m" src="link.mp3">`,
    `link.mp3, the source of <audio id="m">, cannot be used: a symbolic link leads out of the project folder.`,
  ],
  [
    `<audio id="m" src="list.m3u8">`,
    `list.m3u8, the source of <audio id="m">, is a playlist or the like, which leads to other files; only files that hold their own sound or picture are read.`,
  ],
  [
    `<audio id="m" src="http://127.0.0.1:9/a.mp3">`,
    `http://127.0.0.1:9/a.mp3, the source of <audio id="m">, is refused: 127.0.0.1 is an address of this machine.`,
  ],
  [
    `<video id="m" src="http://169.254.169.254/latest">`,
    `http://169.254.169.254/latest, the source of <video id="m">, is refused: 169.254.169.254 is a link-local address.`,
  ],
  [
    `<audio id="m" src="file:///etc/hostname">`,
    `file:///etc/hostname, the source of <audio id="m">, cannot be used (file:): give a file of the project, or an https address.`,
  ],
];

async function makeBadFiles(folder: string): Promise<void> {
  const path = (name: string): string => join(folder, name);
  await ffmpeg(...video(), path("cut.mp4"));
  await ffmpeg(...video(), path("silent.mp4"));
  await ffmpeg("-f", "lavfi", "-i", "sine=d=1", path("sound.mp3"));
  await ffmpeg("-f", "lavfi", "-i", "sine=d=1", join(bench.folder, "secret.mp3"));
  await ffmpeg("-f", "lavfi", "-i", "anullsrc=r=8000:cl=mono", "-t", "1", "-bitexact", path("zero.wav"));
  await truncate(path("cut.mp4"), 4000);
  await truncate(path("zero.wav"), 44);
  await writeFile(
    path("noise.ogg"),
    Buffer.from(Array.from({ length: 9000 }, (_, i) => (i * i * 31 + i) % 251)),
  );
  await writeFile(path("empty.mp3"), "");
  await writeFile(path("page.mp3"), "<!doctype html><p>Not found</p>");
  await writeFile(path("list.m3u8"), "#EXTM3U\n#EXT-X-TARGETDURATION:1\n#EXTINF:1,\nfile:///etc/hostname\n");
  await symlink(join(bench.folder, "secret.mp3"), path("link.mp3"));
}

describe("media that cannot be used", () => {
  test("are named, each with what is wrong, and left out of the video", async () => {
    const folder = await projectOf("bad", complaints.map(([element]) => element).join(""));
    await makeBadFiles(folder);
    const output = bench.file("bad.mp4");
    const ending = await bench.run(["render", folder, "-o", output]);
    expect(ending).toMatchObject({ code: 0, stdout: expect.stringContaining("bad.mp4") as string });
    expect(warnings(ending)).toEqual(complaints.map(([, complaint]) => `warning: ${complaint}`));
    const entries = ["-show_entries", "stream=codec_name,nb_frames", "-of", "csv=p=0"];
    const { stdout } = await run("ffprobe", ["-v", "error", ...entries, output]);
    // All that is left is the sound of a video without a picture, which has a little more than a second.
    expect(stdout).toMatch(/^h264,10\naac,\d+\n$/);
    const strict = await bench.run(["render", folder, "-o", bench.file("strict.mp4"), "--strict", "--quiet"]);
    expect(strict).toEqual({
      code: 2,
      stdout: "",
      stderr: `hyperframes: ${complaints.map(([, complaint]) => complaint).join("\n")}\nWith --strict, this is an error.\n`,
    });
  });

  test("play under a wrong name, as their content says", async () => {
    const folder = await projectOf(
      "misnamed",
      `<video src="film.mp3" muted></video><audio src="sound.mp4"></audio>`,
    );
    await ffmpeg(...video("-f", "mp4"), join(folder, "film.mp3"));
    await ffmpeg("-f", "lavfi", "-i", "sine=d=1", "-f", "mp3", join(folder, "sound.mp4"));
    const ending = await bench.run(["render", folder, "-o", bench.file("misnamed.mp4"), "--strict"]);
    expect({ code: ending.code, warnings: warnings(ending) }).toEqual({ code: 0, warnings: [] });
  });
});

describe("a video that is damaged after its first frames", () => {
  const damaged =
    /^warning: The video film\.mp4 is damaged after 1\.\d+ s \(.+\); its last good frame is shown until it can be decoded again\.$/;

  test("is told of, also when its chunks are used again, and fails with --strict", async () => {
    const folder = await projectOf("damaged", `<video src="film.mp4" muted></video>`, "");
    const file = join(folder, "film.mp4");
    await ffmpeg(...video("-movflags", "+faststart"), file);
    await fillPacket(file, 14);
    const render = (...options: readonly string[]): Promise<Ending> =>
      bench.run(["render", folder, "-o", bench.file("damaged.mp4"), "--force", ...options]);
    for (const ending of [await render(), await render()]) {
      expect(ending.code).toBe(0);
      expect(warnings(ending)).toEqual([expect.stringMatching(damaged)]);
    }
    const strict = await render("--strict", "--quiet");
    expect(strict).toMatchObject({ code: 2, stdout: "" });
    expect(strict.stderr).toMatch(
      /^hyperframes: The video film\.mp4 is damaged .+\nWith --strict, this is an error\.\n$/,
    );
  });
});

/** Overwrites a packet of a video with nonsense. */
async function fillPacket(file: string, index: number): Promise<void> {
  const entries = ["-select_streams", "v", "-show_entries", "packet=pos,size", "-of", "json"];
  const { stdout } = await run("ffprobe", ["-v", "error", ...entries, file]);
  const { packets } = JSON.parse(stdout) as {
    readonly packets: ReadonlyArray<Record<"pos" | "size", string>>;
  };
  const packet = packets[index]!;
  const bytes = await readFile(file);
  bytes.fill(0xff, Number(packet.pos), Number(packet.pos) + Number(packet.size));
  await writeFile(file, bytes);
}

describe("media of eight hours", () => {
  const HOURS_8 = 28_800;

  test("take no more memory than short ones, from their start or near their end", async () => {
    const body = `<video src="film.mp4"></video>`;
    const [short, long] = [await projectOf("short", body, ""), await projectOf("long", body, "")];
    const film = join(short, "film.mp4");
    const sound = ["-f", "lavfi", "-i", "sine=r=8000:d=600", "-c:a", "aac", "-b:a", "8k"];
    const picture = [
      "-f",
      "lavfi",
      "-i",
      "testsrc2=s=64x36:r=2:d=600",
      "-c:v",
      "libx264",
      "-preset",
      "ultrafast",
    ];
    await ffmpeg(...sound.slice(0, 4), ...picture.slice(0, 4), ...sound.slice(4), ...picture.slice(4), film);
    await ffmpeg("-stream_loop", "47", "-i", film, "-c", "copy", join(long, "film.mp4"));
    const needed = await peakMemory(short, "0");
    for (const from of [0, HOURS_8 - 10]) {
      expect(await peakMemory(long, `${from}`)).toBeLessThan(needed + 60);
    }
  });
});

/** The most memory that the command's own process has at once while it renders a second, in MB. */
async function peakMemory(folder: string, from: string): Promise<number> {
  const to = `${Number(from) + 1}`;
  const running = bench.start([
    "render",
    folder,
    "-o",
    bench.file("long.mp4"),
    "--force",
    "--from",
    from,
    "--to",
    to,
  ]);
  let most = 0;
  const look = setInterval(() => {
    readFile(`/proc/${running.process.pid}/status`, "utf8").then(
      (text) => (most = Math.max(most, Number(/VmHWM:\s*(\d+)/.exec(text)?.[1] ?? 0) / 1024)),
      () => undefined,
    );
  }, 50);
  const ending = await running.ending;
  clearInterval(look);
  expect({ code: ending.code, warnings: warnings(ending) }).toEqual({ code: 0, warnings: [] });
  return most;
}

test("leaves nothing behind after any of them", async () => {
  const left = await bench.leftovers();
  const output = ["bad.mp4", "damaged.mp4", "long.mp4", "misnamed.mp4"];
  expect(left).toEqual({ ...nothing, output });
});
