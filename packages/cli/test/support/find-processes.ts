import { readdir, readFile, readlink } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";

/** Only what is left for good takes so long to tell. */
const PATIENCE_MS = 60_000;
const PAUSE_MS = 50;

/** Processes that run in a folder, or whose command line or environment names it. Those that end soon do not count. */
export async function findProcesses(folder: string): Promise<string[]> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const found = await listProcesses(folder);
    if (found.length === 0 || performance.now() > deadline) return found.map(({ command }) => command);
    await sleep(PAUSE_MS);
  }
}

/** A process by its number, and its command line. */
export interface FoundProcess {
  readonly id: number;
  readonly command: string;
}

/** Processes of a folder, as they are now. */
export async function listProcesses(folder: string): Promise<FoundProcess[]> {
  const names = await readdir("/proc");
  const found = await Promise.all(names.filter((name) => /^\d+$/.test(name)).map(readProcess));
  return found.filter(({ text }) => text.includes(folder)).map(({ id, command }) => ({ id, command }));
}

async function readProcess(name: string): Promise<FoundProcess & { readonly text: string }> {
  const read = (file: string): Promise<string> => readFile(`/proc/${name}/${file}`, "utf8").catch(() => "");
  const [command, variables, folder] = await Promise.all([
    read("cmdline"),
    read("environ"),
    readlink(`/proc/${name}/cwd`).catch(() => ""),
  ]);
  return {
    id: Number(name),
    command: command.replaceAll("\0", " "),
    text: `${command}\n${variables}\n${folder}`,
  };
}
