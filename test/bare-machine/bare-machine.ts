import { execFile, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

const exec = promisify(execFile);
const checkout = join(import.meta.dirname, "../..");
const { BARE_MACHINE_BASE: base = "", BARE_MACHINE_FOLDER: machines = "" } = process.env;
const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/** Debian with Node and npm alone, or also with ffmpeg and git. */
export type Equipment = "bare" | "ready";

/** Who runs a command, and where. */
export interface Place {
  readonly user: "root" | "maya";
  /** As the machine sees it. */
  readonly folder: string;
  /** Added to a minimal environment. */
  readonly variables?: Readonly<Record<string, string>>;
}

/** How a command ended, and what it said. */
export interface MachineEnding {
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** A fresh machine of its own for one test; `run` beside this file makes what it is copied from. */
export class BareMachine implements AsyncDisposable {
  /** Its root folder, as the test sees it. */
  readonly root: string;

  private constructor(root: string) {
    this.root = root;
  }

  static async open(equipment: Equipment): Promise<BareMachine> {
    const machine = new BareMachine(await mkdtemp(join(machines, `${equipment}-`)));
    await exec("cp", ["-a", "--reflink=auto", `${join(base, equipment)}/.`, machine.root]);
    return machine;
  }

  /** Where something on the machine is for the test. */
  path(onMachine: string): string {
    return join(this.root, onMachine);
  }

  /** Clones the checkout, with what is changed in it and not committed yet. */
  async clone({ user, folder }: Place): Promise<void> {
    const target = this.path(folder);
    await mkdir(dirname(target), { recursive: true });
    await exec("git", ["clone", "--quiet", "--no-hardlinks", `file://${checkout}`, target]);
    const changes = exec("git", ["-C", checkout, "diff", "HEAD", "--binary"], { maxBuffer: 2 ** 28 });
    const apply = exec("git", ["-C", target, "apply", "--allow-empty"]);
    apply.child.stdin?.end((await changes).stdout);
    await apply;
    await exec("chroot", [this.root, "chown", "-R", `${user}:${user}`, dirname(folder)]);
  }

  /** Runs a line of shell to its end. */
  async run(line: string, place: Place): Promise<MachineEnding> {
    const home = place.user === "root" ? "/root" : `/home/${place.user}`;
    const variables = { PATH, HOME: home, ...this.#network(), ...place.variables };
    const environment = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
    const child = spawn(
      join(import.meta.dirname, "enter.sh"),
      [this.root, place.user, place.folder, "env", "-i", ...environment, "sh", "-c", line],
      { stdio: ["ignore", "pipe", "pipe"] },
    );
    const said = { stdout: "", stderr: "" };
    for (const name of ["stdout", "stderr"] as const) {
      child[name].setEncoding("utf8").on("data", (text: string) => void (said[name] += text));
    }
    return new Promise((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code, signal) => resolve({ code: code ?? signal ?? "?", ...said }));
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.root, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }

  /** How this machine reaches registries is no part of what makes the other one bare. */
  #network(): Record<string, string> {
    const taken = Object.entries(process.env).filter(([name]) =>
      /^(https?_proxy|no_proxy|npm_config_(registry|.*proxy))$/i.test(name),
    );
    const certificates = "/etc/ssl/extra-certificates.pem";
    return {
      ...Object.fromEntries(taken.map(([name, value]) => [name, value ?? ""])),
      ...(existsSync(this.path(certificates)) ? { NODE_EXTRA_CA_CERTS: certificates } : {}),
    };
  }
}

/** How many frames a video has, how many of them differ, and its size. Every frame is decoded. */
export async function readFrames(file: string): Promise<{ frames: number; size: string; different: number }> {
  const { stdout } = await exec(
    "ffmpeg",
    ["-v", "error", "-i", file, "-map", "0:v", "-f", "framehash", "-hash", "md5", "-"],
    { maxBuffer: 2 ** 24 },
  );
  const hashes = [...stdout.matchAll(/^0,.* ([0-9a-f]{32})$/gm)].map(([, hash]) => hash);
  const size = /^#dimensions 0: (\S+)$/m.exec(stdout)?.[1] ?? "";
  return { frames: hashes.length, size, different: new Set(hashes).size };
}
