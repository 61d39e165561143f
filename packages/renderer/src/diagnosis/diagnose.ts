import { availableParallelism } from "node:os";
import { prepareFonts } from "../browser/fonts/fonts.ts";
import { RenderError } from "../errors.ts";
import { findFfmpeg } from "../ffmpeg/find-ffmpeg.ts";
import { resolveOptions } from "../options.ts";
import type { ProjectOptions, ToolOptions } from "../render-options.ts";
import { diagnoseBrowser } from "./diagnose-browser.ts";
import { checkOne, type Diagnosis } from "./diagnosis.ts";

const NODE_WANTED = [22, 12] as const;

/** Looks for everything that rendering needs, and tries it. Never throws for what is missing. */
export async function diagnose(
  given: ToolOptions & Pick<ProjectOptions, "environment"> = {},
): Promise<Diagnosis[]> {
  const options = resolveOptions(given);
  const { environment } = options;
  const found = await Promise.all([
    checkOne("node", () => Promise.resolve(describeNode())),
    checkOne("ffmpeg", async () => {
      const { executable, version } = await findFfmpeg(options.ffmpeg);
      return `${version} (${executable})`;
    }),
    diagnoseBrowser(options, environment),
    checkOne("fonts", async () => {
      const { configFile } = await prepareFonts(environment.cacheFolder);
      return `private font configuration ${configFile}`;
    }),
    checkOne("machine", () => Promise.resolve(describeMachine())),
  ]);
  return found.flat();
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
