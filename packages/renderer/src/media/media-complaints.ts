import { projectPath } from "../browser/page-log.ts";
import type { MediaReport } from "../page/protocol.ts";
import type { SourceInfo } from "./media-source.ts";

/** What is wrong with the page's media elements, one sentence each; what they name is left out of the video. */
export function mediaComplaints(
  reports: readonly MediaReport[],
  sources: ReadonlyMap<string, SourceInfo>,
): string[] {
  return [...new Set(reports.flatMap((report) => complaintOf(report, sources) ?? []))];
}

function complaintOf(report: MediaReport, sources: ReadonlyMap<string, SourceInfo>): string | undefined {
  const element = `<${report.tag}${report.id ? ` id="${report.id}"` : ""}>`;
  if (report.url === "") return `${element} has no src.`;
  const source = sources.get(report.url);
  if (!source) return undefined;
  const subject = `${nameOf(report.url)}, the source of ${element},`;
  if ("fault" in source) return `${subject} ${source.fault}.`;
  if (report.tag === "video" && !source.info.video) return `${subject} has no picture.`;
  if (report.tag === "audio" && !source.info.audio) return `${subject} has no sound.`;
  if (report.inPoint >= source.info.duration) {
    return `${subject} is ${source.info.duration.toFixed(2)} s long, but is to begin at ${report.inPoint} s of it.`;
  }
  return undefined;
}

/** The path in the project, or the beginning of an address. */
function nameOf(url: string): string {
  return projectPath(url).slice(0, url.startsWith("data:") ? 30 : 300);
}
