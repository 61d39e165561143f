import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, readdir, realpath, rm, symlink } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { defaultCacheFolder } from "@hyperframes-engine/renderer";
import { findProcesses, listProcesses } from "./find-processes.ts";

const node = [
  ...[process.execPath, "--min-semi-space-size=2", "--max-semi-space-size=2"],
  "--disable-warning=ExperimentalWarning",
];
const setup = join(import.meta.dirname, "../../../../bin/setup");
/** The bundle of these sources, which is made anew where they have changed. */
const bundled = execFileSync(setup, ["command"], { encoding: "utf8" }).trim();

/** The command as `bin/hyperframes` starts it, but for a look at all sources each time: a program and its first arguments. */
export const hyperframes = [...node, bundled];

/** The same without the bundle, from the modules themselves. */
export const hyperframesFromSources = [...node, join(import.meta.dirname, "../../src/main.ts")];

/** How a command ended, and what it said. */
export interface Ending {
  /** The exit code, or the name of the signal that killed it. */
  readonly code: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

/** Where a command runs, and with what. */
export interface RunOptions {
  readonly folder?: string;
  readonly variables?: Readonly<Record<string, string>>;
  /** The program and its first arguments, where it is not {@link hyperframes} itself. */
  readonly command?: readonly string[];
}

/** A command that runs. */
export interface RunningCommand {
  readonly process: ChildProcess;
  readonly ending: Promise<Ending>;
  /** Waits until the standard output and error hold a text; fails if the command ends before. */
  waitFor(text: RegExp): Promise<void>;
}

/** Everything that a command may leave behind. */
export interface Leftovers {
  readonly processes: readonly string[];
  readonly temporary: readonly string[];
  readonly output: readonly string[];
  /** Everything that is not a finished chunk, which is kept for the next render of the same. */
  readonly cache: readonly string[];
}

const finished = /^[0-9a-f]+(-\d+)?(\/(stepped|chunk-\d+\.\w+(\.(json|first|seam))?))?$/;

/** Nothing is left of a command. */
export const nothing: Leftovers = { processes: [], temporary: [], output: [], cache: [] };

/** Folders of its own for commands under test, so that whatever they leave behind is found. */
export class CommandBench implements AsyncDisposable {
  readonly folder: string;
  readonly temporary: string;
  readonly cache: string;
  /** For finished videos. Not made, so that commands have to. */
  readonly output: string;

  private constructor(folder: string) {
    this.folder = folder;
    this.temporary = join(folder, "tmp");
    this.cache = join(folder, "cache");
    this.output = join(folder, "out");
  }

  /** Makes the folders. Chromium and fonts are linked, as to unpack them takes seconds. */
  static async open(): Promise<CommandBench> {
    const bench = new CommandBench(await realpath(await mkdtemp(join(tmpdir(), "hyperframes-test-"))));
    await mkdir(bench.temporary);
    await mkdir(bench.cache);
    for (const [name, target] of await unpacked()) await symlink(target, join(bench.cache, name));
    return bench;
  }

  /** Where a video called `name` goes. */
  file(name = "video.mp4"): string {
    return join(this.output, name);
  }

  /** Runs a command to its end. */
  run(given: readonly string[], options: RunOptions = {}): Promise<Ending> {
    return this.start(given, options).ending;
  }

  /** Starts a command, in a process group of its own. */
  start(given: readonly string[], options: RunOptions = {}): RunningCommand {
    const { folder = this.folder, variables = {}, command = hyperframes } = options;
    const [program = "", ...first] = command;
    const { CI: _, HYPERFRAMES_BROWSER: __, ...rest } = process.env;
    const child = spawn(program, [...first, ...given], {
      cwd: folder,
      detached: true,
      env: { ...rest, TMPDIR: this.temporary, HYPERFRAMES_CACHE: this.cache, ...variables },
    });
    return watch(child);
  }

  /** What is left of all commands so far. Processes that were killed get a moment to vanish. */
  async leftovers(): Promise<Leftovers> {
    return {
      processes: await findProcesses(this.folder),
      temporary: await namesIn(this.temporary),
      output: await namesIn(this.output),
      cache: [...(await this.chunks()).filter((name) => !finished.test(name)), ...(await this.strips())],
    };
  }

  /** What is kept of renders: folders, and the files in them. */
  chunks(): Promise<string[]> {
    return namesIn(join(this.cache, "renders"));
  }

  /** What is there of presenters' pictures, which go with their render. */
  strips(): Promise<string[]> {
    return namesIn(join(this.cache, "strips"));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // A test that failed may have left some.
    for (const { id } of await listProcesses(this.folder)) process.kill(id, "SIGKILL");
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }
}

function watch(child: ChildProcess): RunningCommand {
  const said = { stdout: "", stderr: "" };
  const listeners = new Set<() => void>();
  for (const name of ["stdout", "stderr"] as const) {
    child[name]?.setEncoding("utf8").on("data", (text: string) => {
      said[name] += text;
      for (const listener of listeners) listener();
    });
  }
  const ending = new Promise<Ending>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code, signal) => resolve({ code: code ?? signal ?? "?", ...said }));
  });
  const waitFor = (text: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (text.test(said.stdout + said.stderr)) resolve();
      };
      listeners.add(look);
      look();
      void ending.then(() => reject(new Error(`It ended before ${text}:\n${said.stdout}${said.stderr}`)));
    });
  return { process: child, ending, waitFor };
}

/** Paths of everything inside a folder, relative to it; empty if it is not there. */
async function namesIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names.toSorted((a, b) => a.localeCompare(b));
}

/** What is unpacked in the user's cache: names and places. */
async function unpacked(): Promise<Array<[string, string]>> {
  const folder = defaultCacheFolder(process.env, homedir());
  const find = async (): Promise<string[]> => {
    const names = await readdir(folder).catch(() => []);
    return names.filter((name) => /^(chromium|fonts|slices)-[^.]+(\.[^.]+)*$/.test(name));
  };
  const there = await find();
  // `doctor` unpacks what is not there yet.
  if (there.length < 3) await watch(spawn(hyperframes[0]!, [...hyperframes.slice(1), "doctor"])).ending;
  return (there.length < 3 ? await find() : there).map((name) => [name, join(folder, name)]);
}
