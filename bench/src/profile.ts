import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { measure, type ProcessCost } from "./measure/measure.ts";
import { processType } from "./measure/process-type.ts";
import { readOptions } from "./options.ts";
import { prepare } from "./prepare.ts";
import { runAsCommand } from "./run-as-command.ts";
import { ProgramError } from "./run-process.ts";
import { renderEnvironment, tool } from "./tools.ts";

// Takes bench/run's options, of which it uses --only, --tools and --browser.
await runAsCommand(async () => {
  const { compositions, tools, browser } = readOptions(["--tools", "ours --json", ...process.argv.slice(2)]);
  for (const { name, folder } of compositions) {
    const project = await prepare({ name, folder });
    for (const each of tools) console.log(`\n${name}, ${await profile(each, project, browser)}`);
  }
});

/** Renders once; answers the times and a table as text. */
async function profile(name: string, project: string, browser: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "hyperframes-profile-"));
  try {
    const { command } = await tool(name);
    const env = renderEnvironment(browser);
    // Sampled more often than bench/run does, because what a process did after its last sample is in no row.
    const sampling = { interval: 0.05, share: 0.2 };
    const found = await measure(command(project, join(folder, "video.mp4")), { env, ...sampling });
    if (found.exitCode !== 0)
      throw new ProgramError(name, `exit code ${found.exitCode}\n${found.lastOutput.join("\n")}`);
    const first =
      found.firstFrameSeconds === null ? "not told" : `after ${found.firstFrameSeconds.toFixed(2)} s`;
    const times = `${name}: ${found.wallSeconds.toFixed(1)} s, first frame ${first}`;
    return `${times}\n\n${table(found.processes, found.cpuSeconds)}`;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function table(processes: readonly ProcessCost[], total: number): string {
  const rows = Array.from(
    Map.groupBy(processes, ({ command }) => processType(command)),
    ([type, group]) => ({
      type,
      count: group.length,
      cpu: sum(group.map(({ cpuSeconds }) => cpuSeconds)),
      memory: Math.max(...group.map(({ peakPssBytes }) => peakPssBytes)),
    }),
  ).toSorted((a, b) => b.cpu - a.cpu);
  const unseen = total - sum(rows.map(({ cpu }) => cpu));
  return [
    "| type | processes | CPU | largest (PSS) |",
    "| --- | --: | --: | --: |",
    ...rows.map(
      ({ type, count, cpu, memory }) => `| ${type} | ${count} | ${cpu.toFixed(2)} s | ${memory >> 20} MiB |`,
    ),
    `| after the last sample of a process | | ${unseen.toFixed(2)} s | |`,
    `| all | ${processes.length} | ${total.toFixed(2)} s | |`,
  ].join("\n");
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
