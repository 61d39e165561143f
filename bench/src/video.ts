import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compositions } from "./compositions.ts";
import { measure } from "./measure/measure.ts";
import { readOptions } from "./options.ts";
import { cache } from "./paths.ts";
import { prepare } from "./prepare.ts";
import { runAsCommand } from "./run-as-command.ts";
import { ProgramError, runProcess } from "./run-process.ts";
import { renderEnvironment, tool, type Tool } from "./tools.ts";

const REPEATS = 3;

// What a full-screen video under moving cards costs, against the same cards on a plain ground, in turn.
await runAsCommand(async () => {
  const { browser } = readOptions(process.argv.slice(2));
  const [moving] = compositions;
  if (!moving) throw new ProgramError("bench/video", "there is no composition");
  const plain = await prepare(moving);
  const video = await prepare({ name: `${moving.name}-video`, folder: moving.folder });
  await addVideo(video);
  const ours = await tool("ours");
  const costs: Array<readonly [number, number]> = [];
  for (let repeat = 1; repeat <= REPEATS; repeat += 1) {
    const pair = [await cost(ours, plain, browser), await cost(ours, video, browser)] as const;
    console.log(`${repeat}: plain ${pair[0].toFixed(1)} s CPU, video ${pair[1].toFixed(1)} s CPU`);
    costs.push(pair);
  }
  const ratios = costs.map(([before, after]) => after / before).toSorted((a, b) => a - b);
  console.log(`with the video: ${ratios[Math.floor(REPEATS / 2)]?.toFixed(2)} times the CPU (median)`);
});

/** Puts a 10 s clip behind everything: real motion and grain at 7 Mbit/s, made once. */
async function addVideo(project: string): Promise<void> {
  const clip = join(cache, "clip.mp4");
  await mkdir(cache, { recursive: true });
  await access(clip).catch(() => makeClip(clip));
  await writeFile(join(project, "clip.mp4"), await readFile(clip));
  const page = join(project, "index.html");
  const html = await readFile(page, "utf8");
  const element =
    '<video src="clip.mp4" muted data-start="0" style="position: absolute; inset: 0; width: 1920px; height: 1080px"></video>';
  await writeFile(page, html.replace(/<div[^>]*data-composition-id[^>]*>/, `$&\n${element}`));
}

async function makeClip(file: string): Promise<void> {
  const pictures = "mandelbrot=size=1920x1080:rate=30,noise=alls=6:allf=t,format=yuv420p";
  const input = ["-f", "lavfi", "-i", pictures, "-t", "10"];
  const codec = ["-c:v", "libx264", "-preset", "medium", "-b:v", "7M", "-bf", "2", "-g", "60"];
  await runProcess("ffmpeg", ["-v", "error", "-y", ...input, ...codec, file]);
}

/** CPU seconds of one render. */
async function cost(renderer: Tool, project: string, browser: string): Promise<number> {
  const file = join(tmpdir(), `hyperframes-bench-video-${process.pid}.mp4`);
  try {
    const found = await measure(renderer.command(project, file), { env: renderEnvironment(browser) });
    if (found.exitCode !== 0) throw new ProgramError(renderer.name, found.lastOutput.join("\n"));
    return found.cpuSeconds;
  } finally {
    await rm(file, { force: true });
  }
}
