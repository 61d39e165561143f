import { availableParallelism } from "node:os";
import { findBrowser } from "./browser/find-browser.ts";
import { prepareFonts } from "./browser/fonts.ts";
import { resolveEnvironment } from "./environment.ts";
import { RenderError } from "./errors.ts";
import { findFfmpeg } from "./ffmpeg/find-ffmpeg.ts";
import { resolveOptions, type RenderOptions } from "./options.ts";

/** One thing that rendering needs, and whether it is there. */
export interface Diagnosis {
  readonly name: string;
  readonly ok: boolean;
  /** What was found, or what is missing and how to get it. */
  readonly detail: string;
}

const NODE_WANTED = [22, 12] as const;

/** Looks for everything that rendering needs. Never throws for what is missing. */
export async function diagnose(given: RenderOptions = {}): Promise<Diagnosis[]> {
  const options = resolveOptions(given);
  const environment = resolveEnvironment(given.environment);
  const { cacheFolder, environmentBrowser } = environment;
  return Promise.all([
    check("node", () => Promise.resolve(describeNode())),
    check("ffmpeg", async () => {
      const { executable, version } = await findFfmpeg(options.ffmpeg);
      return `${version} (${executable})`;
    }),
    check("browser", async () => {
      const found = await findBrowser({ browser: options.browser, environmentBrowser, cacheFolder });
      return `${found.product} ${found.version} (${found.executable}): ${found.reason}`;
    }),
    check("fonts", async () => `private font configuration ${(await prepareFonts(cacheFolder)).configFile}`),
    check("machine", () => Promise.resolve(describeMachine())),
  ]);
}

async function check(name: string, find: () => Promise<string>): Promise<Diagnosis> {
  try {
    return { name, ok: true, detail: await find() };
  } catch (error) {
    if (!(error instanceof RenderError)) throw error;
    return { name, ok: false, detail: error.message };
  }
}

function describeNode(): string {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  const [wantedMajor, wantedMinor] = NODE_WANTED;
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return process.versions.node;
  throw new RenderError(
    "tool-missing",
    `${process.versions.node} is too old: ${NODE_WANTED.join(".")} or later is needed.`,
  );
}

function describeMachine(): string {
  const gibibytes = (process.availableMemory() / 2 ** 30).toFixed(1);
  return `${process.platform} ${process.arch}, ${availableParallelism()} cores, ${gibibytes} GiB of memory free`;
}
