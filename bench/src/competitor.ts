import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cache } from "./paths.ts";
import { runProcess } from "./run-process.ts";

/** An installed copy of npm's `hyperframes`. */
export interface Competitor {
  /** Its program, to be run with Node. */
  readonly program: string;
  readonly version: string;
}

/** Finds npm's `hyperframes`, after installing its latest version once; delete its folder to get a newer one. */
export async function competitor(): Promise<Competitor> {
  const folder = join(cache, "npm");
  const installed = join(folder, "node_modules/hyperframes");
  if (!existsSync(join(installed, "package.json"))) await install(folder);
  const description = JSON.parse(await readFile(join(installed, "package.json"), "utf8")) as {
    version: string;
    bin: Record<string, string>;
  };
  return { program: join(installed, description.bin["hyperframes"] ?? ""), version: description.version };
}

async function install(folder: string): Promise<void> {
  console.error(`Installing hyperframes@latest from npm in ${folder}`);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "package.json"), `{ "private": true }\n`);
  const silent = ["--no-audit", "--no-fund", "--loglevel=error"];
  await runProcess("npm", ["install", "--prefix", folder, ...silent, "hyperframes@latest"]);
}
