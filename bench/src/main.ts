import { writeFile } from "node:fs/promises";
import { environment } from "./environment.ts";
import { type Options, readOptions } from "./options.ts";
import { prepare } from "./prepare.ts";
import { reference } from "./reference/reference.ts";
import { render, type Run, type Subject } from "./render.ts";
import { markdown } from "./report/markdown.ts";
import { summarize } from "./report/summary.ts";
import { runAsCommand } from "./run-as-command.ts";
import { tool, type Tool } from "./tools.ts";

await runAsCommand(async () => {
  const options = readOptions(process.argv.slice(2));
  const tools = await Promise.all(options.tools.map(tool));
  const subjects = await prepareAll(options);
  const runs = await runInTurn(tools, subjects, options);
  const shared = await environment(options.browser);
  const results = { environment: shared, tools, subjects, summaries: summarize(runs) };
  const tables = markdown(results);
  process.stdout.write(tables);
  if (options.markdown !== undefined) await writeFile(options.markdown, tables);
  if (options.json !== undefined)
    await writeFile(options.json, JSON.stringify({ ...results, runs }, null, 2));
  if (runs.some(({ faults }) => faults.length > 0)) process.exitCode = 1;
});

async function prepareAll({ compositions, quality, browser }: Options): Promise<Subject[]> {
  const prepared: Subject[] = [];
  for (const composition of compositions) {
    const project = await prepare(composition);
    const right = quality ? await reference(project, browser) : undefined;
    prepared.push({ composition, project, reference: right });
  }
  return prepared;
}

/** Takes turns, so that what slows the machine for a while slows all tools alike. */
async function runInTurn(all: readonly Tool[], what: readonly Subject[], options: Options): Promise<Run[]> {
  const done: Run[] = [];
  for (const subject of what) {
    for (let repeat = 1; repeat <= options.repeats; repeat++) {
      for (const each of all) {
        const run = await render(each, subject, { ...options, repeat });
        done.push(run);
        say(run);
      }
    }
  }
  return done;
}

function say({ tool: name, composition, repeat, measurement, video, similarity, faults }: Run): void {
  const { wallSeconds, cpuSeconds, peakPssBytes, loadBefore, lastOutput } = measurement;
  const measured = `${wallSeconds.toFixed(1)} s, CPU ${cpuSeconds.toFixed(1)} s, ${peakPssBytes >> 20} MiB`;
  const quality = similarity ? `, SSIM ${similarity.mean.toFixed(4)}` : "";
  console.error(
    `${composition} ${repeat}, ${name}: ${measured}${quality} (load before: ${loadBefore.toFixed(1)})`,
  );
  for (const fault of faults) console.error(`  ${fault}`);
  if (!video) console.error(lastOutput.join("\n"));
}
