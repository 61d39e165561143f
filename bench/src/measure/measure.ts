import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { ProgramError } from "../run-process.ts";
import { tellsFirstFrame } from "./first-frame.ts";

const sampler = fileURLToPath(new URL("measure.py", import.meta.url));

/** What one process of a tree took. */
export interface ProcessCost {
  readonly command: readonly string[];
  /** As far as it was seen: up to one sample less than it really took. */
  readonly cpuSeconds: number;
  readonly peakPssBytes: number;
}

/** What a command took with all its processes. */
export interface Measurement {
  readonly exitCode: number;
  /** From the start to the end of the command itself. */
  readonly wallSeconds: number;
  /** User and system time of all processes, exact, those that ended included. */
  readonly cpuSeconds: number;
  /** Largest sum of PSS, in which shared pages count once. */
  readonly peakPssBytes: number;
  /** Largest sum of RSS, in which shared pages count in every process. */
  readonly peakRssBytes: number;
  /** False if some process's PSS could not be read and its RSS stands in. */
  readonly pssIsExact: boolean;
  readonly peakProcesses: number;
  /** Processes that were still there five seconds after the command. */
  readonly killedProcesses: number;
  readonly samples: number;
  /** What measuring itself took; not part of `cpuSeconds`. */
  readonly samplerCpuSeconds: number;
  readonly processes: readonly ProcessCost[];
  /** From the start until the command's output told of a first captured frame; null if it never did. */
  readonly firstFrameSeconds: number | null;
  /** Load average of the last minute before the start: far above 0, the times are not to be trusted. */
  readonly loadBefore: number;
  /** The last lines that the command printed. */
  readonly lastOutput: readonly string[];
}

/** How to measure. */
export interface MeasureOptions {
  /** @default the environment of this process */
  readonly env?: NodeJS.ProcessEnv;
  /** Seconds between two samples, at least. @default 0.25 */
  readonly interval?: number;
  /** Largest part of a core that sampling may take; the samples get rarer where needed. @default 0.04 */
  readonly share?: number;
}

/**
 * Runs a command and measures it. The command's exit code is part of the answer, not an error.
 *
 * @throws {ProgramError} if Python 3, which the sampler is written in, is missing.
 */
export async function measure(
  command: readonly string[],
  options: MeasureOptions = {},
): Promise<Measurement> {
  const { env = process.env, interval = 0.25, share = 0.04 } = options;
  const folder = await mkdtemp(join(tmpdir(), "hyperframes-measure-"));
  const report = join(folder, "report.json");
  const [loadBefore = 0] = loadavg();
  try {
    const lines = await runSampler([report, `${interval}`, `${share}`, "--", ...command], env);
    const { startedAt, ...costs } = JSON.parse(await readFile(report, "utf8")) as Report;
    const first = lines.find(({ text }) => tellsFirstFrame(text));
    return {
      ...costs,
      firstFrameSeconds: first ? first.at - startedAt : null,
      loadBefore,
      lastOutput: lines.slice(-40).map(({ text }) => text),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Report = Omit<Measurement, "firstFrameSeconds" | "loadBefore" | "lastOutput"> & { startedAt: number };

interface Line {
  readonly text: string;
  /** Seconds of CLOCK_MONOTONIC. */
  readonly at: number;
}

async function runSampler(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Line[]> {
  const child = spawn("python3", [sampler, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const lines: Line[] = [];
  const note = (text: string) => lines.push({ text, at: Number(process.hrtime.bigint()) / 1e9 });
  for (const input of [child.stdout, child.stderr]) createInterface({ input }).on("line", note);
  await once(child, "close").catch((error: unknown) => {
    throw new ProgramError("python3", "is needed to measure, and cannot be started", { cause: error });
  });
  return lines;
}
