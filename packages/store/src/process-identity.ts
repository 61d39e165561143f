import { randomUUID } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * What tells one process from all others, also from those that have its number: in other containers, after it has ended, after
 * the machine has started anew. What a system does not tell is `null`.
 */
export interface ProcessIdentity {
  readonly pid: number;
  readonly host: string;
  /** Of one run of the machine. */
  readonly boot: string | null;
  /** Within which the number counts: https://man7.org/linux/man-pages/man7/pid_namespaces.7.html */
  readonly namespace: string | null;
  /** When it started, in the machine's ticks. */
  readonly started: string | null;
  /** Drawn when the process first asked. */
  readonly instance: string;
}

/** `unknown`: on another machine, in another container, or the system does not tell. */
type Life = "alive" | "dead" | "unknown";

let own: ProcessIdentity | undefined;

/** Who this process is. */
export function ownIdentity(): ProcessIdentity {
  own ??= {
    pid: process.pid,
    host: hostname(),
    boot: textOf("/proc/sys/kernel/random/boot_id"),
    namespace: linkOf("/proc/self/ns/pid"),
    // If /proc belongs to another namespace, its numbers are those of other processes.
    started: linkOf("/proc/self") === `${process.pid}` ? startOf(process.pid) : null,
    instance: randomUUID(),
  };
  return own;
}

/** Whether a process still runs, as far as that can be told from here. */
export function lifeOf(other: ProcessIdentity): Life {
  const self = ownIdentity();
  if (other.instance === self.instance) return "alive";
  if (!sharesNumbers(other, self)) return "unknown";
  if (!isInUse(other.pid)) return "dead";
  if (other.started === null || self.started === null) return "unknown";
  const started = startOf(other.pid);
  // Whose start cannot be read may be anybody.
  if (started === null) return isInUse(other.pid) ? "unknown" : "dead";
  return started === other.started ? "alive" : "dead";
}

/** Whether both run on one machine that has not been started anew meanwhile. */
export function sharesBoot(a: ProcessIdentity, b: ProcessIdentity): boolean {
  return a.boot === null ? b.boot === null && a.host === b.host : a.boot === b.boot;
}

function sharesNumbers(a: ProcessIdentity, b: ProcessIdentity): boolean {
  return sharesBoot(a, b) && a.namespace === b.namespace;
}

function isInUse(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** One that has ended, and whose parent has not asked yet how, is no more. */
const ended = new Set(["Z", "X"]);

/** Fields of https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html after the name, which may hold anything. */
function startOf(pid: number): string | null {
  const text = textOf(`/proc/${pid}/stat`);
  const [state = "", ...rest] = text?.slice(text.lastIndexOf(")") + 2).split(" ") ?? [];
  return ended.has(state) ? "ended" : (rest[18] ?? null);
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, "utf8").trim();
  } catch {
    return null;
  }
}

function linkOf(file: string): string | null {
  try {
    return readlinkSync(file);
  } catch {
    return null;
  }
}
