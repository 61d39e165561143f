import { access, mkdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readNarration, render } from "../../packages/renderer/src/index.ts";
import { parseNarration } from "../../packages/renderer/src/narration/settings/read-narration.ts";
import { cache, repository } from "./paths.ts";
import { median } from "./report/summary.ts";
import { runAsCommand } from "./run-as-command.ts";
import { runProcess } from "./run-process.ts";

const REPEATS = 3;
const scratch = join(tmpdir(), `hyperframes-bench-narration-${process.pid}`);

// The weekly report with and without a clip of 20 s in its corner, in turn. The clip's picture is prepared each time.
await runAsCommand(async () => {
  const clip = join(cache, "presenter.mp4");
  await mkdir(cache, { recursive: true });
  await access(clip).catch(() => makeClip(clip));
  const ratios: number[] = [];
  try {
    await rendered(null);
    for (let repeat = 1; repeat <= REPEATS; repeat += 1) {
      const [plain, narrated] = [await rendered(null), await rendered(clip)];
      console.log(`${repeat}: plain ${plain.toFixed(2)} s, with a presenter ${narrated.toFixed(2)} s`);
      ratios.push(narrated / plain);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
  console.log(`with a presenter: ${median(ratios)?.toFixed(2)} times the wall time (median)`);
});

/** A head that moves a little before a still room, 1080p25, with grain, as cameras and generators have it. */
async function makeClip(file: string): Promise<void> {
  const head = "color=0xc68642:size=420x560:rate=25:duration=20,noise=alls=2:allf=t";
  const room = "gradients=size=1920x1080:rate=25:duration=20:speed=0.00001:c0=0x334155:c1=0x94a3b8";
  const moved = "[0][1]overlay=x='750+12*sin(2*t)':y='300+8*sin(3.1*t)'[v]";
  await runProcess("ffmpeg", [
    ...["-v", "error", "-y", "-f", "lavfi", "-i", room, "-f", "lavfi", "-i", head],
    ...[
      "-f",
      "lavfi",
      "-i",
      "sine=frequency=220:duration=20",
      "-filter_complex",
      moved,
      "-map",
      "[v]",
      "-map",
      "2:a",
    ],
    ...["-c:v", "libx264", "-preset", "veryfast", "-b:v", "4M", "-pix_fmt", "yuv420p", "-c:a", "aac", file],
  ]);
}

/** Seconds of one render, from nothing. */
async function rendered(file: string | null): Promise<number> {
  const project = join(repository, "examples", "weekly-report");
  const own = await readNarration(project);
  const text = JSON.stringify({ narration: { source: { type: "file", src: "presenter.mp4" } } });
  const settings = own ?? (await parseNarration("hyperframes.json", text));
  const result = await render(project, {
    output: join(scratch, "video.mp4"),
    environment: { cacheFolder: cache },
    resume: false,
    narration: file && settings ? { settings, clip: { file, words: [], subtitles: null } } : null,
  });
  return result.seconds;
}
