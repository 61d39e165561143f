import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure } from "./measure/measure.ts";
import { similarity } from "./quality/ssim.ts";
import { losslessVideo } from "./reference/lossless-video.ts";
import { runProcess } from "./run-process.ts";

const MEBIBYTE = 2 ** 20;

// Burns CPU time in itself, in 15 grandchildren that live for less than a sample, and in an orphan that
// outlives the command. Each says on its last line what it really used.
const burn = `
import os, subprocess, sys, time
def burn(seconds):
    while time.process_time() < seconds: pass
    print("used", time.process_time(), flush=True)
if len(sys.argv) > 1:
    burn(float(sys.argv[1]))
else:
    again = [sys.executable, "-S", "-c", os.environ["BURN"]]
    for _ in range(15): subprocess.run(["sh", "-c", '"$@"; true', "sh", *again, "0.1"])
    subprocess.Popen(["sh", "-c", 'setsid "$@" & exit 0', "sh", *again, "1"]).wait()
    burn(0.7)
`;

const allocate = `
import os, time
block = bytearray(500 * 2**20)
if os.fork(): os.wait()
else: time.sleep(1.5)
`;

const results = [await checkCpu(), await checkMemory(), ...(await checkSimilarity())];
for (const { right, sentence } of results) console.log(`${right ? "ok  " : "FAIL"} ${sentence}`);
process.exitCode = results.every(({ right }) => right) ? 0 : 1;

interface Result {
  readonly right: boolean;
  readonly sentence: string;
}

async function checkCpu(): Promise<Result> {
  const env = { ...process.env, BURN: burn };
  const { cpuSeconds, lastOutput } = await measure(["python3", "-S", "-c", burn], { env });
  const used = lastOutput.map((line) => Number(/^used (\S+)/.exec(line)?.[1] ?? 0));
  const expected = used.reduce((total, seconds) => total + seconds, 0);
  // What the shells and the ends of the processes take comes on top of what the processes know of.
  const right = used.length === 17 && cpuSeconds >= expected && cpuSeconds < expected * 1.15;
  return {
    right,
    sentence: `CPU of 17 processes: ${expected.toFixed(2)} s used, ${cpuSeconds.toFixed(2)} s measured`,
  };
}

async function checkMemory(): Promise<Result> {
  const { peakPssBytes, peakRssBytes } = await measure(["python3", "-S", "-c", allocate]);
  const [shared, counted] = [peakPssBytes / MEBIBYTE, peakRssBytes / MEBIBYTE];
  const right = shared > 500 && shared < 520 && counted > 1000 && counted < 1040;
  const sentence = `500 MiB shared by two processes: PSS ${shared.toFixed(0)} MiB, RSS ${counted.toFixed(0)} MiB`;
  return { right, sentence };
}

async function checkSimilarity(): Promise<readonly Result[]> {
  const folder = await mkdtemp(join(tmpdir(), "hyperframes-selftest-"));
  try {
    const [exact, late, lossy] = ["exact.mkv", "late.mkv", "lossy.mp4"].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    const frames = await pictures(12);
    await losslessVideo(frames, 30, exact);
    const wrong = frames.with(7, frames[8] ?? Buffer.of());
    await losslessVideo(wrong, 30, late);
    await runProcess("ffmpeg", ["-v", "error", "-i", exact, "-c:v", "libx264", "-crf", "20", lossy]);
    return [await equal(exact), await oneFrameOff(late, exact), await alike(lossy, exact)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function equal(video: string): Promise<Result> {
  const { mean, worst } = await similarity(video, video);
  return { right: mean === 1 && worst === 1, sentence: `SSIM with itself: ${mean}, worst frame ${worst}` };
}

async function oneFrameOff(video: string, reference: string): Promise<Result> {
  const { worst, worstFrame } = await similarity(video, reference);
  return {
    right: worst < 0.99 && worstFrame === 7,
    sentence: `frame 7 replaced by frame 8: worst is frame ${worstFrame}, ${worst}`,
  };
}

async function alike(video: string, reference: string): Promise<Result> {
  const { mean } = await similarity(video, reference);
  return { right: mean > 0.95 && mean < 1, sentence: `SSIM after x264, CRF 20: ${mean.toFixed(4)}` };
}

async function pictures(count: number): Promise<Buffer[]> {
  const folder = await mkdtemp(join(tmpdir(), "hyperframes-pictures-"));
  try {
    const source = ["-f", "lavfi", "-i", "testsrc2=size=640x360:rate=30"];
    await runProcess("ffmpeg", ["-v", "error", ...source, "-frames:v", `${count}`, join(folder, "%03d.png")]);
    const names = Array.from({ length: count }, (_, index) => `${index + 1}.png`.padStart(7, "0"));
    return await Promise.all(names.map((name) => readFile(join(folder, name))));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
