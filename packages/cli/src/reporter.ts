import type { ProgressEvent } from "@hyperframes-engine/renderer";
import type { CliContext } from "./cli-context.ts";
import { describeEvent, progressBar, progressLine } from "./describe-event.ts";

/** Tells people or programs how a render goes. */
export interface Reporter {
  report(event: ProgressEvent): void;
  /** The end, if it is a good one: an event for programs, a text for people. */
  finish(event: object, text: string): void;
  /** Leaves the terminal as it was. */
  end(): void;
}

/** How much a reporter says, and to whom. */
export interface ReporterOptions {
  readonly quiet: boolean;
  readonly json: boolean;
}

const BAR_INTERVAL_MS = 100;
const LINE_INTERVAL_MS = 3000;

/** A bar on a terminal, a line every few seconds elsewhere, events with `json`. */
export function createReporter(context: CliContext, { quiet, json }: ReporterOptions): Reporter {
  if (json) return jsonReporter(context);
  if (quiet) return { report: () => undefined, finish: () => undefined, end: () => undefined };
  return context.messages.isTTY && !context.ci ? barReporter(context) : lineReporter(context);
}

function jsonReporter({ output }: CliContext): Reporter {
  const print = (event: object): void => void output.write(`${JSON.stringify(event)}\n`);
  return { report: print, finish: print, end: () => undefined };
}

function lineReporter({ messages, output }: CliContext): Reporter {
  let last = 0;
  return {
    report(event) {
      if (event.event === "progress") {
        if (!isDue(event.frame === event.frames, last, LINE_INTERVAL_MS)) return;
        last = performance.now();
        messages.write(`${progressLine(event)}\n`);
        return;
      }
      const text = describeEvent(event);
      if (text) messages.write(`${text}\n`);
    },
    finish: (_, text) => void output.write(text),
    end: () => undefined,
  };
}

const CLEAR_LINE = "\r\u001B[2K";
const HIDE_CURSOR = "\u001B[?25l";
const SHOW_CURSOR = "\u001B[?25h";

function barReporter({ messages, output, color }: CliContext): Reporter {
  let last = 0;
  let shown = false;
  const clear = (): void => {
    if (shown) messages.write(`${CLEAR_LINE}${SHOW_CURSOR}`);
    shown = false;
  };
  return {
    report(event) {
      if (event.event === "progress") {
        if (!isDue(event.frame === event.frames, last, BAR_INTERVAL_MS)) return;
        last = performance.now();
        shown = true;
        messages.write(
          `${HIDE_CURSOR}${CLEAR_LINE}${progressBar(event, { columns: messages.columns || 80, color })}`,
        );
        return;
      }
      const text = describeEvent(event);
      if (!text) return;
      clear();
      messages.write(`${text}\n`);
    },
    finish(_, text) {
      clear();
      output.write(text);
    },
    end: clear,
  };
}

function isDue(atEnd: boolean, last: number, interval: number): boolean {
  return atEnd || performance.now() - last >= interval;
}
