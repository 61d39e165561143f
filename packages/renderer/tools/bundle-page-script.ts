import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";

/** The entries of `src/page`. */
export const pageScripts: readonly string[] = ["agent", "own-clock", "video-stage", "worker-realm"];

/** Bundles one entry of `src/page` to a classic script. */
export function bundlePageScript(name: string): string {
  // Not `build`, whose process would stay for as long as ours.
  const result = buildSync({
    entryPoints: [fileURLToPath(new URL(`../src/page/${name}.ts`, import.meta.url))],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "chrome120",
    // fake-timers asks for these only in Node.
    external: ["util", "timers", "timers/promises"],
    // Put before a worker's script, it must be one line.
    minify: name === "worker-realm",
    write: false,
  });
  return result.outputFiles[0]?.text ?? "";
}
