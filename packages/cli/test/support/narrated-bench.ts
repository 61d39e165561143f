import { execFileSync } from "node:child_process";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  spokenWords,
  startEmulator,
  type Emulator,
  type EmulatorOptions,
  type MediaMaker,
} from "@hyperframes-engine/heygen-emulator";
import { CommandBench, type Ending, type RunningCommand } from "./command-bench.ts";

/** A page that stands still for half a second. */
const page = `<!doctype html><meta charset="utf-8"><title>Narrated</title><style>body { margin: 0; background: navy }</style>
<div data-composition-id="narrated" data-no-timeline data-width="160" data-height="90" data-fps="10" data-duration="0.5"></div>`;

/** A narration that says little. */
export const avatar = { type: "avatar", avatar: "look_ada_studio", script: "Up." } as const;

/** Folders, an emulated HeyGen that delivers a small orange clip with a tone, and commands that know of it. */
export class NarratedBench implements AsyncDisposable {
  readonly bench: CommandBench;
  readonly emulator: Emulator;
  /** An orange clip of a second, with a tone. */
  readonly clip: string;

  private constructor(bench: CommandBench, emulator: Emulator, clip: string) {
    this.bench = bench;
    this.emulator = emulator;
    this.clip = clip;
  }

  static async open(options: Partial<EmulatorOptions> = {}): Promise<NarratedBench> {
    const bench = await CommandBench.open();
    const clip = join(bench.folder, "clip.mp4");
    const source = ["-f", "lavfi", "-i", "color=orange:s=64x64:r=10:d=1", "-f", "lavfi", "-i", "sine=d=1"];
    execFileSync("ffmpeg", ["-v", "error", ...source, "-pix_fmt", "yuv420p", "-shortest", clip]);
    const content = await readFile(clip);
    const media: MediaMaker = {
      make: async ({ script, speed }) =>
        Promise.resolve({
          content,
          type: "video/mp4",
          durationSeconds: 1,
          words: spokenWords(script, speed),
        }),
    };
    const emulator = await startEmulator({ now: Date.now, speed: 100, media, ...options });
    return new NarratedBench(bench, emulator, clip);
  }

  /** Writes a project of one page; what is narrated is as `source` says. */
  async project(
    name: string,
    source?: object,
    files: Readonly<Record<string, string>> = {},
  ): Promise<string> {
    const folder = join(this.bench.folder, name);
    await mkdir(folder, { recursive: true });
    const settings = source ? { "hyperframes.json": JSON.stringify({ narration: { source } }) } : {};
    for (const [file, text] of Object.entries({ "index.html": page, ...settings, ...files })) {
      await writeFile(join(folder, file), text);
    }
    return folder;
  }

  start(given: readonly string[], variables: Readonly<Record<string, string>> = {}): RunningCommand {
    const known = {
      HEYGEN_API_BASE: this.emulator.url,
      HEYGEN_ALLOW_HTTP: "1",
      HEYGEN_API_KEY: "sk_narrated",
    };
    const home = { HEYGEN_CONFIG_DIR: this.bench.folder, HEYGEN_MAX_RETRIES: "0" };
    return this.bench.start(["render", ...given], { variables: { ...home, ...known, ...variables } });
  }

  async run(given: readonly string[], variables: Readonly<Record<string, string>> = {}): Promise<Ending> {
    return this.start(given, variables).ending;
  }

  /** The seconds of a file's streams, by their kind. */
  lengths(file: string): Record<string, number> {
    const asked = ["-v", "error", "-show_entries", "stream=codec_type,duration", "-of", "csv=p=0", file];
    const lines = execFileSync("ffprobe", asked, { encoding: "utf8" }).trim().split("\n");
    return Object.fromEntries(lines.map((line) => [line.split(",")[0] ?? "", Number(line.split(",")[1])]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.emulator.close();
    await this.bench[Symbol.asyncDispose]();
  }
}
