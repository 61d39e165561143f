import type { DecodedFrames } from "./decode-frames.ts";

/** The rows of `test/fixtures/clocks`, in microseconds where nothing else is said. */
export const clockRows = [
  "timeline",
  "dateMilliseconds",
  "performance",
  "timestamp",
  "documentTimeline",
  "css",
  "waapi",
  "smil",
  "transition",
  "transitionMillipixels",
  "callbacks",
  "intervals",
  "timeouts",
] as const;

/** Its bars; their length tells seconds. */
export const clockBars = ["css", "waapi", "smil", "transition", "timeline", "callback"] as const;

/** What one frame of `test/fixtures/clocks` says. */
export interface ClockReading {
  readonly rows: Readonly<Record<(typeof clockRows)[number], number>>;
  /** In seconds. */
  readonly bars: Readonly<Record<(typeof clockBars)[number], number>>;
}

const CELL_PX = 8;
const FIRST_BAR_PX = 112;
const PX_PER_SECOND = 160;

/** Reads the clocks of every frame. */
export function readClocks({ frames, width }: DecodedFrames): ClockReading[] {
  return frames.map((picture) => {
    const grey = (x: number, y: number): number => picture[(y * width + x) * 3 + 1]!;
    const middle = (index: number): number => index * CELL_PX + CELL_PX / 2;
    const rows = clockRows.map((name, row): [string, number] => {
      let value = 0;
      for (let bit = 0; bit < 32; bit += 1) value = value * 2 + Number(grey(middle(bit), middle(row)) > 127);
      return [name, value];
    });
    const bars = clockBars.map((name, bar): [string, number] => {
      let light = 0;
      for (let x = 0; x < width; x += 1) light += grey(x, FIRST_BAR_PX + middle(bar)) / 255;
      return [name, light / PX_PER_SECOND];
    });
    return {
      rows: Object.fromEntries<number>(rows) as ClockReading["rows"],
      bars: Object.fromEntries<number>(bars) as ClockReading["bars"],
    };
  });
}
