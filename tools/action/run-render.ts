import { spawn } from "node:child_process";
import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { createInterface } from "node:readline";
import { describeEvent, RenderReport, type RenderEvent } from "./render-report.ts";
import { stopCommands } from "./workflow-command.ts";

/** A command to run, and where what it says is kept. */
export interface RenderRun {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly variables: NodeJS.ProcessEnv;
  /** The file for its events; its folder is made. */
  readonly events: string;
}

const QUIET_MS = 5000;
const counts = new Set(["progress", "batch-progress"]);

/** Runs the render, and tells people of it. The runner ends a job by a signal to us, which the render gets too. */
export async function runRender(run: RenderRun): Promise<{ report: RenderReport; code: number }> {
  await mkdir(dirname(run.events), { recursive: true });
  using _ = stopCommands();
  const child = spawn(run.program, run.arguments, {
    stdio: ["ignore", "pipe", "inherit"],
    env: run.variables,
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => void child.kill(signal));
  const closed = once(child, "close");
  const kept = createWriteStream(run.events);
  const report = new RenderReport();
  let saidAt = -Infinity;
  for await (const line of createInterface({ input: child.stdout })) {
    kept.write(`${line}\n`);
    const event = readEvent(line);
    report.hear(event);
    if (counts.has(event.event) && performance.now() - saidAt < QUIET_MS) continue;
    const text = describeEvent(event);
    if (!text) continue;
    saidAt = performance.now();
    process.stdout.write(`${text}\n`);
  }
  kept.end();
  await once(kept, "close");
  const [code] = (await closed) as [number | null];
  return { report, code: code ?? 1 };
}

/** Further arguments may make the render say something else. */
function readEvent(line: string): RenderEvent {
  try {
    return JSON.parse(line) as RenderEvent;
  } catch {
    return { event: "text", message: line };
  }
}
