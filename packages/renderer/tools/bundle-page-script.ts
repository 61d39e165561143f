import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles one entry of `src/page` to a classic script. */
export async function bundlePageScript(name: string): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(new URL(`../src/page/${name}.ts`, import.meta.url))],
    bundle: true,
    format: "iife",
    platform: "browser",
    target: "chrome120",
    // fake-timers asks for these only in Node.
    external: ["util", "timers", "timers/promises"],
    write: false,
  });
  return result.outputFiles[0]?.text ?? "";
}
