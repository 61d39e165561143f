import { availableParallelism } from "node:os";
import { prepareFonts } from "../browser/fonts/fonts.ts";
import { findFfmpeg } from "../ffmpeg/find-ffmpeg.ts";
import { resolveOptions } from "../options.ts";
import type { PageOptions } from "../render-options.ts";
import { diagnoseBrowser } from "./diagnose-browser.ts";
import { diagnoseFingerprint, fingerprintLack } from "./diagnose-fingerprint.ts";
import { checkOne, type Diagnosis } from "./diagnosis.ts";

/** Looks for everything that rendering needs, tries it, and takes the machine's fingerprint. Never throws for what is missing. */
export async function diagnose(
  given: Pick<PageOptions, "browser" | "ffmpeg" | "anyProcessor" | "environment"> = {},
): Promise<Diagnosis[]> {
  const options = resolveOptions(given);
  const { environment } = options;
  const [fingerprint, ...looked] = await Promise.all([
    diagnoseFingerprint(given),
    // An older one than is needed has been refused when this was loaded.
    checkOne("node", () => Promise.resolve(process.versions.node)),
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
  const found = looked.flat();
  return [...found, fingerprintLack(found) ?? fingerprint];
}

function describeMachine(): string {
  const gibibytes = (process.availableMemory() / 2 ** 30).toFixed(1);
  return `${process.platform} ${process.arch}, ${availableParallelism()} cores, ${gibibytes} GiB of memory free`;
}
