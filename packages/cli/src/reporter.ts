import type { ProgressEvent } from "@hyperframes-engine/renderer";
import type { CliContext } from "./cli-context.ts";
import { describeEvent, progressBar, progressLine, type BarStyle } from "./describe-event.ts";
import { nameFlags } from "./name-flags.ts";

/** Tells people or programs how something goes that takes its time. */
interface Reporter<Event> {
  report(event: Event): void;
  /** The end, if it is a good one: an event for programs, a text for people. */
  finish(event: object, text: string): void;
  /** Leaves the terminal as it was. */
  end(): void;
}

/** How much a reporter says, and to whom. */
interface ReporterOptions {
  readonly quiet: boolean;
  readonly json: boolean;
}

/** Events in words. */
export interface EventWords<Event> {
  /** How far it is; `null` for events that do not say so. */
  count(event: Event): ShownCount | null;
  /** One event; empty for those that say nothing to people. */
  describe(event: Event): string;
}

/** How far something is, for a log and for a terminal. */
interface ShownCount {
  readonly isEnd: boolean;
  readonly line: () => string;
  readonly bar: (style: BarStyle) => string;
}

/** A render's events in words. */
export const renderWords: EventWords<ProgressEvent> = {
  count(event) {
    if (event.event !== "progress") return null;
    return {
      isEnd: event.frame === event.frames,
      line: () => progressLine(event),
      bar: (style) => progressBar(event, style),
    };
  },
  describe: describeEvent,
};

const BAR_INTERVAL_MS = 100;
const LINE_INTERVAL_MS = 3000;

/** A bar on a terminal, a line every few seconds elsewhere, events with `json`. */
export function createReporter<Event extends object>(
  context: CliContext,
  { quiet, json }: ReporterOptions,
  words: EventWords<Event>,
): Reporter<Event> {
  if (json) return jsonReporter(context);
  if (quiet) return { report: () => undefined, finish: () => undefined, end: () => undefined };
  return context.messages.isTTY && !context.ci ? barReporter(context, words) : lineReporter(context, words);
}

function jsonReporter({ output }: CliContext): Reporter<object> {
  const print = (event: object): void => void output.write(nameFlags(`${JSON.stringify(event)}\n`));
  return { report: print, finish: print, end: () => undefined };
}

function lineReporter<Event>({ messages, output }: CliContext, words: EventWords<Event>): Reporter<Event> {
  let last = 0;
  return {
    report(event) {
      const count = words.count(event);
      if (count) {
        if (!isDue(count.isEnd, last, LINE_INTERVAL_MS)) return;
        last = performance.now();
        messages.write(`${count.line()}\n`);
        return;
      }
      const text = nameFlags(words.describe(event));
      if (text) messages.write(`${text}\n`);
    },
    finish: (_, text) => void output.write(text),
    end: () => undefined,
  };
}

const CLEAR_LINE = "\r\u001B[2K";
const HIDE_CURSOR = "\u001B[?25l";
const SHOW_CURSOR = "\u001B[?25h";

function barReporter<Event>(
  { messages, output, color }: CliContext,
  words: EventWords<Event>,
): Reporter<Event> {
  let last = 0;
  let shown = false;
  const clear = (): void => {
    if (shown) messages.write(`${CLEAR_LINE}${SHOW_CURSOR}`);
    shown = false;
  };
  return {
    report(event) {
      const count = words.count(event);
      if (count) {
        if (!isDue(count.isEnd, last, BAR_INTERVAL_MS)) return;
        last = performance.now();
        shown = true;
        const bar = count.bar({ columns: messages.columns || 80, color });
        messages.write(`${HIDE_CURSOR}${CLEAR_LINE}${bar}`);
        return;
      }
      const text = nameFlags(words.describe(event));
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
