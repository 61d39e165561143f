import type { BatchCount, BatchEvent } from "@hyperframes-engine/renderer";
import { drawBar, type BarStyle } from "./describe-event.ts";
import { formatDuration } from "./format.ts";
import type { EventWords } from "./reporter.ts";

/** A batch's events in words. */
export const batchWords: EventWords<BatchEvent> = {
  count(event) {
    if (event.event !== "batch-progress") return null;
    return {
      isEnd: event.left === 0,
      line: () => countWords(event).join(", "),
      bar: (style) => batchBar(event, style),
    };
  },
  describe: describeBatchEvent,
};

function describeBatchEvent(event: BatchEvent): string {
  switch (event.event) {
    case "batch":
      return `${event.rows} ${event.rows === 1 ? "row" : "rows"}${event.faulty > 0 ? `, ${event.faulty} of them cannot be rendered` : ""}`;
    case "row":
      return event.state === "failed" ? `row ${event.row} (line ${event.line}) failed: ${event.error}` : "";
    case "warning":
      return `warning: ${event.message}${event.row === null ? "" : ` (row ${event.row})`}`;
    case "retry":
      return `row ${event.row}: try ${event.attempt} failed, and another one is made: ${event.message}`;
    case "batch-progress":
    case "resumed":
      return "";
  }
}

function batchBar(count: BatchCount, style: BarStyle): string {
  const ended = count.rows - count.left;
  return drawBar(ended / Math.max(1, count.rows), ` ${countWords(count).join("  ")}`, style);
}

function countWords({ rows, done, failed, unchanged, left, rate, secondsLeft }: BatchCount): string[] {
  return [
    `${rows - left}/${rows} rows`,
    ...(done > 0 ? [`${done} done`] : []),
    ...(unchanged > 0 ? [`${unchanged} unchanged`] : []),
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(done > 0 ? [`${rate.toFixed(1)} a minute`] : []),
    ...(secondsLeft !== null && left > 0 ? [`${formatDuration(secondsLeft)} left`] : []),
  ];
}
