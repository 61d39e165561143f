import { readdir, readFile } from "node:fs/promises";
import { constants } from "node:os";
import { listProcesses } from "./find-processes.ts";
import { waitUntil } from "./wait-until.ts";

/** Hundredths of a second in which a page's process has surely come to its scripts. */
const BUSY_TICKS = 30;

/** Waits until a process has a handler for SIGINT of its own: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
export async function untilItCatchesSignals(id: number): Promise<void> {
  await waitUntil(async () => hasSignal(await readStatus(id, "SigCgt")));
}

/** Waits until a SIGINT that was sent to a process has come to it. */
export async function untilTheSignalCame(id: number): Promise<void> {
  await waitUntil(async () => !hasSignal(await readStatus(id, "ShdPnd")));
}

/** Waits until a process wants to read its standard input: until one of its epoll sets has descriptor 0. */
export async function untilItReadsInput(id: number): Promise<void> {
  await waitUntil(async () => {
    const names = await readdir(`/proc/${id}/fdinfo`);
    const sets = await Promise.all(
      names.map((name) => readFile(`/proc/${id}/fdinfo/${name}`, "utf8").catch(() => "")),
    );
    return sets.some((text) => /^tfd:\s+0 /m.test(text));
  });
}

/** Waits until a process of a folder has a text in its command line. */
export async function untilThereIs(folder: string, text: string): Promise<void> {
  await waitUntil(async () => (await listProcesses(folder)).some(({ command }) => command.includes(text)));
}

/** Waits until a page whose script never ends is in that script. */
export async function untilAPageIsBusy(folder: string): Promise<void> {
  await waitUntil(async () => {
    const processes = await listProcesses(folder);
    const pages = processes.filter(({ command }) => command.includes("--type=renderer"));
    const spent = await Promise.all(pages.map(({ id }) => userTicks(id)));
    return spent.some((ticks) => ticks >= BUSY_TICKS);
  });
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html: the 12th field after the name is `utime`. */
async function userTicks(id: number): Promise<number> {
  const text = await readFile(`/proc/${id}/stat`, "utf8").catch(() => "");
  return Number(text.slice(text.lastIndexOf(")") + 2).split(" ")[11] ?? 0);
}

async function readStatus(id: number, field: string): Promise<bigint> {
  const text = await readFile(`/proc/${id}/status`, "utf8");
  return BigInt(`0x${new RegExp(`^${field}:\\s+([0-9a-f]+)`, "m").exec(text)?.[1] ?? "0"}`);
}

function hasSignal(mask: bigint): boolean {
  return ((mask >> BigInt(constants.signals.SIGINT - 1)) & 1n) === 1n;
}
