import { readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { toCsv, welcomeRows, type BatchProjects } from "./batch-projects.ts";
import { competitor } from "./competitor.ts";
import { measure, type Measurement } from "./measure/measure.ts";
import { repository } from "./paths.ts";
import { median } from "./report/summary.ts";
import { ProgramError } from "./run-process.ts";

/** What is measured, in a folder of its own. */
export class BatchMeasurement {
  readonly #folder: string;
  readonly #projects: BatchProjects;
  readonly #env: NodeJS.ProcessEnv;

  constructor(folder: string, projects: BatchProjects, env: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.#projects = projects;
    this.#env = { ...env, HYPERFRAMES_CACHE: join(folder, "cache") };
  }

  /** Renders the same rows with both, in turn. */
  async compare(rows: number, repeats: number): Promise<void> {
    const data = welcomeRows(rows);
    await this.#write("rows.csv", toCsv(data));
    await this.#write("rows.json", JSON.stringify(data));
    const ratios: number[] = [];
    // Unpacks the browser, which is done once on a machine.
    await this.#ours(this.#path("rows.csv"), "warm", ["--duration", "0.1"]);
    for (let turn = 1; turn <= repeats; turn += 1) {
      await rm(this.#path("cache/renders"), { recursive: true, force: true });
      const ours = await this.#ours(this.#path("rows.csv"), `ours-${turn}`);
      const theirs = await this.#theirs(this.#path("rows.json"), `npm-${turn}`);
      ratios.push(theirs.wallSeconds / ours.wallSeconds);
      console.log(
        `${rows} rows: ours ${words(ours, rows)}; npm ${words(theirs, rows)}; ${ratios.at(-1)?.toFixed(2)} times the throughput`,
      );
    }
    console.log(`median: ${median(ratios)?.toFixed(2)} times the throughput`);
  }

  /** Runs a batch in which nothing has changed. Its outputs are stand-ins: only their size and time are looked at. */
  async secondRun(rows: number): Promise<void> {
    const data = this.#path("many.csv");
    await this.#write("many.csv", toCsv(welcomeRows(rows)));
    const maker = join(repository, "bench/src/stand-in-outputs.ts");
    const node = [process.execPath, "--disable-warning=ExperimentalWarning"];
    const made = await measure([...node, maker, this.#projects.template, data, this.#path("many")]);
    if (made.exitCode !== 0) throw new ProgramError("stand-ins", made.lastOutput.join("\n"));
    const { wallSeconds, peakPssBytes, lastOutput } = await this.#ours(data, "many");
    if (!lastOutput.join("\n").includes(`${rows} unchanged`))
      throw new ProgramError("ours", lastOutput.join("\n"));
    console.log(
      `second run of ${rows} rows, nothing changed: ${wallSeconds.toFixed(2)} s, ${peakPssBytes >> 20} MiB`,
    );
  }

  /** Plans and validates rows, the last of which has the name of the first, so that none is rendered. */
  async plan(rows: number): Promise<void> {
    const data = welcomeRows(rows);
    await this.#write("plan.csv", toCsv([...data, ...data.slice(0, 1)]));
    const output = this.#path("plan/<<id>>.mp4");
    const command = [join(repository, "bin/hyperframes"), "render", this.#projects.template];
    const measured = await measure([...command, "--data", this.#path("plan.csv"), "-o", output], {
      env: this.#env,
      interval: 0.05,
    });
    if (measured.exitCode !== 2) throw new ProgramError("ours", measured.lastOutput.join("\n"));
    console.log(
      `${rows} rows planned and validated: ${measured.wallSeconds.toFixed(2)} s, ${measured.peakPssBytes >> 20} MiB`,
    );
  }

  async #ours(data: string, name: string, added: readonly string[] = []): Promise<Measurement> {
    const command = [join(repository, "bin/hyperframes"), "render", this.#projects.template, "--data", data];
    return this.#run(name, [...command, "-o", this.#path(`${name}/<<id>>.mp4`), ...added]);
  }

  async #theirs(data: string, name: string): Promise<Measurement> {
    const { program } = await competitor();
    const command = [process.execPath, program, "render", this.#projects.composition, "--batch", data];
    return this.#run(name, [...command, "-o", this.#path(`${name}/{id}.mp4`)]);
  }

  async #run(name: string, command: readonly string[]): Promise<Measurement> {
    const measured = await measure(command, { env: this.#env });
    const made = (await readdir(this.#path(name)).catch(() => [])).filter((file) => file.endsWith(".mp4"));
    if (measured.exitCode !== 0) throw new ProgramError(name, measured.lastOutput.join("\n"));
    if (made.length === 0) throw new ProgramError(name, "made no videos");
    return measured;
  }

  #path(name: string): string {
    return join(this.#folder, name);
  }

  async #write(name: string, text: string): Promise<void> {
    await writeFile(this.#path(name), text);
  }
}

function words({ wallSeconds, cpuSeconds, peakPssBytes }: Measurement, rows: number): string {
  return `${wallSeconds.toFixed(1)} s (${(wallSeconds / rows).toFixed(2)} s a row, CPU ${cpuSeconds.toFixed(1)} s, ${peakPssBytes >> 20} MiB)`;
}
