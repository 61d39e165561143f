import { randomUUID } from "node:crypto";
import { appendFileSync } from "node:fs";
import { isAbsolute, relative } from "node:path";
import type { RenderReport } from "./render-report.ts";

/** One variable of a process may hold 131,072 bytes on Linux, and a workflow may make one of a list. */
const MOST_LISTED = 100_000;

/** What later steps may ask for: a name for each, and its value. */
export function outputsOf(
  report: RenderReport,
  { events, workingFolder }: { readonly events: string; readonly workingFolder: string },
): Readonly<Record<string, string>> {
  const shown = (file: string): string => {
    const path = relative(workingFolder, file);
    return path.startsWith("..") || isAbsolute(path) ? file : path;
  };
  // Rows end in another order than they stand in.
  const videos = [...report.videos].toSorted(([a], [b]) => a - b).map(([, file]) => shown(file));
  const list = JSON.stringify(videos);
  return {
    video: report.manifest === null ? (videos[0] ?? "") : "",
    videos: Buffer.byteLength(list) > MOST_LISTED ? "[]" : list,
    manifest: report.manifest === null ? "" : shown(report.manifest),
    events,
  };
}

/**
 * Writes outputs to the runner's file for them. No value can end its own entry, as nobody knows the line that does:
 * https://docs.github.com/actions/reference/workflow-commands-for-github-actions#multiline-strings
 */
export function writeOutputs(file: string, outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) {
    const end = `end-${randomUUID()}`;
    appendFileSync(file, `${name}<<${end}\n${value}\n${end}\n`);
  }
}
