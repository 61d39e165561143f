import type { ProgressCount, ProgressEvent } from "@hyperframes-engine/renderer";
import { formatDuration } from "./format.ts";

/** An event in words; empty for those that say nothing to people. */
export function describeEvent(event: ProgressEvent): string {
  switch (event.event) {
    case "plan":
      return (
        `${event.width}×${event.height}, ${event.rate} fps, ${event.frames} frames; ` +
        `${event.workers} ${event.workers === 1 ? "worker" : "workers"}`
      );
    case "source":
      return event.source === "surface" ? "" : `pictures by ${event.source}: ${event.reason}`;
    case "warning":
      return `warning: ${event.message}`;
    case "retry":
      return event.chunk === null
        ? `the file could not be put together (try ${event.attempt}), and another try is made: ${event.message}`
        : `chunk ${event.chunk} failed (try ${event.attempt}) and is rendered again: ${event.message}`;
    case "stepping":
      return event.message;
    case "converting":
      return event.part === 0 ? `converting ${event.file}, which the browser cannot decode` : "";
    case "resumed":
      return `${event.frames} frames are done already, by an earlier render`;
    case "progress":
    case "assembling":
      return "";
  }
}

/** One line for logs. */
export function progressLine(count: ProgressCount): string {
  const parts = [`frame ${count.frame}/${count.frames}`, `${count.fps.toFixed(1)} fps`, ...details(count)];
  return parts.join(", ");
}

/** How a bar is drawn. */
export interface BarStyle {
  readonly columns: number;
  readonly color: boolean;
}

/** One line that fills a terminal's width. */
export function progressBar(count: ProgressCount, { columns, color }: BarStyle): string {
  const text = ` ${String(count.frame).padStart(String(count.frames).length)}/${count.frames}  ${count.fps.toFixed(1)} fps  ${details(count).join("  ")}`;
  return drawBar(count.frame / Math.max(1, count.frames), text, { columns, color });
}

/** A bar that is filled up to `part`, from 0 to 1, and text to its right. */
export function drawBar(part: number, text: string, { columns, color }: BarStyle): string {
  const width = Math.max(8, Math.min(40, columns - text.length - 1));
  const filled = Math.round(width * part);
  const bar = "█".repeat(filled) + "░".repeat(width - filled);
  return `${color ? `\u001B[36m${bar}\u001B[39m` : bar}${text}`.slice(0, columns + (color ? 10 : 0));
}

function details({ secondsLeft, still, frame }: ProgressCount): string[] {
  const left = secondsLeft === null ? [] : [`${formatDuration(secondsLeft)} left`];
  const share = Math.round((100 * still) / Math.max(1, frame));
  return share > 0 ? [...left, `${share} % still`] : left;
}
