import { readFile } from "node:fs/promises";
import type { AgentConfig } from "../page/protocol.ts";

const scripts = new Map<string, Promise<string>>();

/** The script that must run before any other of a page: the agent, and what it needs to know. */
export async function pageScript(config: Omit<AgentConfig, "workerScript">): Promise<string> {
  const clock = config.ownClock ? await script("own-clock") : "";
  const told: AgentConfig = { ...config, workerScript: await workerScript() };
  return `globalThis.__hyperframesConfig = ${JSON.stringify(told)};\n${clock}\n${await script("agent")}`;
}

/** The script that must run in a worker before its own. It has one line, so that those of the worker's own keep their numbers. */
export async function workerScript(): Promise<string> {
  return `(function hyperframesWorker(){${(await script("worker-realm")).trim()}})();`;
}

/** The script that shows videos, for pages that have some. */
export function videoScript(): Promise<string> {
  return script("video-stage");
}

function script(name: string): Promise<string> {
  const known = scripts.get(name) ?? load(name);
  scripts.set(name, known);
  return known;
}

/** The published package carries each script as one file; the source tree has only its parts. */
async function load(name: string): Promise<string> {
  if (!import.meta.url.endsWith(".ts"))
    return readFile(new URL(`../page/${name}.js`, import.meta.url), "utf8");
  // Not a literal: the bundler is no part of what is published.
  const bundler: string = "../../tools/kept-page-script.ts";
  const tool = (await import(bundler)) as { keptPageScript(name: string): Promise<string> };
  return tool.keptPageScript(name);
}
