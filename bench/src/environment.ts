import { cpus, release, totalmem, type as system } from "node:os";
import { runProcess } from "./run-process.ts";

/** What the results depend on besides the tools, as names and values for the report. */
export type Environment = Readonly<Record<string, string>>;

/** Describes this machine and the programs that all tools share. */
export async function environment(browser: string): Promise<Environment> {
  const processors = cpus();
  const ffmpeg = /version (\S+)/.exec(await runProcess("ffmpeg", ["-version"]))?.[1];
  return {
    date: new Date().toISOString().slice(0, 10),
    processor: `${processors.length} × ${processors[0]?.model ?? "?"}`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    system: `${system()} ${release()}`,
    node: process.version,
    browser: (await runProcess(browser, ["--version"])).trim(),
    ffmpeg: ffmpeg ?? "?",
  };
}
