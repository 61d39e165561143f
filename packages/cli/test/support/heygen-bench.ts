import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { ReadStream } from "node:tty";
import { startEmulator, type Emulator, type EmulatorOptions } from "@hyperframes-engine/heygen-emulator";
import type { CliContext } from "../../src/cli-context.ts";
import { runHeyGen } from "../../src/heygen/run-heygen.ts";

/** A key that no other text has in it. */
export const testKey = "sk_test_pT6cLw2yKd";

/** How a command ended, and what it said. */
export interface HeyGenEnding {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a command may get besides its words. */
export interface HeyGenRun {
  readonly input?: string;
  readonly variables?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** What is on a terminal. */
  readonly terminal?: boolean;
}

/** An emulated HeyGen, a folder to work in, and `hyperframes heygen` in this process. */
export class HeyGenBench implements AsyncDisposable {
  readonly emulator: Emulator;
  readonly folder: string;

  private constructor(emulator: Emulator, folder: string) {
    this.emulator = emulator;
    this.folder = folder;
  }

  static async open(options: Partial<EmulatorOptions> = {}): Promise<HeyGenBench> {
    const emulator = await startEmulator({ now: Date.now, jobSeconds: 0, keys: [testKey], ...options });
    return new HeyGenBench(emulator, await mkdtemp(join(tmpdir(), "heygen-cli-")));
  }

  /** What commands are told of the emulator. */
  get variables(): Record<string, string> {
    const folder = join(this.folder, "config");
    return {
      HEYGEN_API_BASE: this.emulator.url,
      HEYGEN_ALLOW_HTTP: "1",
      HEYGEN_API_KEY: testKey,
      HEYGEN_CONFIG_DIR: folder,
      HEYGEN_MAX_RETRIES: "0",
    };
  }

  async file(name: string, content: string | Uint8Array): Promise<string> {
    await writeFile(join(this.folder, name), content);
    return name;
  }

  async run(words: readonly string[], given: HeyGenRun = {}): Promise<HeyGenEnding> {
    const said = { stdout: "", stderr: "" };
    const variables = { ...this.variables, ...given.variables };
    const context: CliContext = {
      environment: {
        cacheFolder: join(this.folder, "cache"),
        temporaryFolder: this.folder,
        workingFolder: this.folder,
        environmentBrowser: null,
        sandbox: true,
      },
      program: { file: "", execArgv: [] },
      heygen: { variables, home: this.folder, now: Date.now, random: () => 0.5 },
      signal: given.signal ?? new AbortController().signal,
      input: Readable.from(given.input === undefined ? [] : [Buffer.from(given.input)]) as ReadStream,
      output: { write: (text) => Boolean((said.stdout += String(text))) },
      messages: {
        write: (text) => Boolean((said.stderr += String(text))),
        isTTY: given.terminal ?? false,
        columns: 80,
      },
      ci: false,
      color: false,
      outputColor: false,
    };
    const code = await runHeyGen(words, context);
    return { code, ...said };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.emulator.close();
    await rm(this.folder, { recursive: true, force: true });
  }
}

/** The `data` of an answer. */
export function dataOf({ stdout }: HeyGenEnding): Record<string, unknown> {
  return (JSON.parse(stdout) as { data: Record<string, unknown> }).data;
}

/** The `error` of a failure. */
export function errorOf({ stderr }: HeyGenEnding): Record<string, string> {
  const line = stderr.trim().split("\n").at(-1) ?? "";
  return (JSON.parse(line) as { error: Record<string, string> }).error;
}
