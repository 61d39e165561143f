import { readEncoding, readMappings, readValues } from "@hyperframes-engine/template";
import type { BrowserPool } from "./browser/browser-pool.ts";
import { frameSourceKinds, type FrameSourceKind } from "./capture/frame-source.ts";
import { readVariableValues } from "./composition/variable-values.ts";
import { codecNames, formatNames } from "./encode/format-names.ts";
import { qualities } from "./encode/quality.ts";
import type { Environment } from "./environment.ts";
import { OptionError } from "./errors.ts";
import type { NarrationMaker } from "./narration/open-narration.ts";
import type { ProgressEvent } from "./progress.ts";
import { readQuery } from "./read-query.ts";
import { parseFrameRate, type FrameRate } from "./timeline/frame-rate.ts";
import { frame, milliseconds, seconds, type Frame, type Seconds } from "./timeline/units.ts";

/** A moment of the composition: in seconds, or as a frame number, which depends on the rate. */
export type Moment = { readonly seconds: Seconds } | { readonly frame: Frame };

/** One option: how the command line writes it, what it means, and how a value is read and checked. */
export interface OptionSpec<Value> {
  /** As commander wants it: https://github.com/tj/commander.js#options. */
  readonly flag: string;
  readonly help: string;
  /** Left out of `--help`: for finding faults. */
  readonly hidden?: boolean;
  /** May be given several times. */
  readonly repeated?: boolean;
  readonly default: Value;
  /** Turns what the user gave into a value; throws {@link OptionError}. */
  readonly read: (value: unknown) => Value;
}

/** The one table that checks, defaults, `--help` and the documentation come from. */
export const optionTable = {
  output: spec(
    "-o, --output <file>",
    "the file to write; its ending says the format (default: renders/NAME.mp4)",
    nullable(path("--output")),
    null,
  ),
  format: spec(
    "--format <name>",
    `the kind of file: ${formatNames.join(", ")} (default: by the output's ending)`,
    nullable((value) => oneOf("--format", formatNames)(value === "png-sequence" ? "png" : value)),
    null,
  ),
  codec: spec(
    "--codec <name>",
    "of an mp4: h264, h265, av1 (default: h264)",
    nullable(oneOf("--codec", codecNames)),
    null,
  ),
  alpha: spec(
    "--no-alpha",
    "white behind the page in webm, mov and png, which are transparent otherwise",
    boolean("alpha"),
    true,
  ),
  loop: spec(
    "--loop <count>",
    "how often a gif is played; 0: for ever (default: 0)",
    nullable(wholeNumber("--loop", 0, 65_535)),
    null,
  ),
  poster: spec(
    "--poster <time>",
    "write the picture at 1.5 (seconds) or 45f (frame) beside the video, as NAME.png",
    nullable(moment("--poster")),
    null,
  ),
  fps: spec(
    "-f, --fps <rate>",
    "frames per second: 30, 29.97, 30000/1001 (default: the composition's, else 30)",
    nullable((value) => parseFrameRate(String(value), "--fps")),
    null,
  ),
  quality: spec(
    "-q, --quality <name>",
    `how good the picture is: ${qualities.join(", ")}`,
    oneOf("--quality", qualities),
    "standard",
  ),
  workers: spec(
    "-w, --workers <count>",
    "browsers that render side by side (default: by cores and memory)",
    nullable(wholeNumber("--workers", 1, 64)),
    null,
  ),
  crf: spec(
    "--crf <number>",
    "constant rate factor instead of a quality's: 0 best, 51 worst (63 for av1 and webm)",
    nullable(numberFrom("--crf", 0, 63)),
    null,
  ),
  bitrate: spec(
    "--bitrate <rate>",
    "average bits per second instead of a quality: 8M, 2500k",
    nullable(bitrate),
    null,
  ),
  root: spec(
    "--root <folder>",
    "the folder whose files the page may read, where the page lies below it (default: the page's own)",
    nullable(path("--root")),
    null,
  ),
  query: spec(
    "--query <text>",
    'what the page finds in location.search: "export=1&mode=x"',
    nullable(readQuery),
    null,
  ),
  width: spec(
    "--width <pixels>",
    "width of a page without a composition root",
    nullable(wholeNumber("--width", 16, 8192)),
    null,
  ),
  height: spec(
    "--height <pixels>",
    "height of such a page",
    nullable(wholeNumber("--height", 16, 8192)),
    null,
  ),
  duration: spec(
    "--duration <seconds>",
    "length of such a page, or of a composition instead of its own",
    nullable((value) => seconds(numberFrom("--duration", 0.001, 360_000)(value))),
    null,
  ),
  from: spec(
    "--from <time>",
    "start of the part to render: 2.5 (seconds) or 75f (frame)",
    nullable(moment("--from")),
    null,
  ),
  to: spec("--to <time>", "end of the part to render, itself left out", nullable(moment("--to")), null),
  scale: spec(
    "--scale <factor>",
    "device pixels per CSS pixel: 2 renders 1080p as 4K",
    wholeNumber("--scale", 1, 4),
    1,
  ),
  timeout: spec(
    "--timeout <seconds>",
    "how long loading the page, or one frame, may take",
    (value: unknown) => milliseconds(numberFrom("--timeout", 0.1, 86_400)(value) * 1000),
    milliseconds(30_000),
  ),
  resume: spec(
    "--no-resume",
    "start over instead of continuing an interrupted render",
    boolean("resume"),
    true,
  ),
  strict: spec(
    "--strict",
    "treat warnings (script errors, missing assets) as errors",
    boolean("--strict"),
    false,
  ),
  variables: spec(
    "--variables <json>",
    'values of the composition\'s variables: \'{"title":"Hello"}\'',
    nullable(readVariableValues),
    null,
  ),
  variablesFile: spec(
    "--variables-file <file>",
    "a JSON file with such values; those of --variables go before",
    nullable(path("--variables-file")),
    null,
  ),
  strictVariables: spec(
    "--strict-variables",
    "refuse values that the composition does not declare, or that are of another type",
    boolean("--strict-variables"),
    false,
  ),
  data: spec(
    "--data <file>",
    "fill a template in with it: CSV, XLSX, JSON, JSONL, YAML; - is standard input",
    nullable(rowOrPath),
    null,
  ),
  size: spec(
    "--size <name>",
    "a size that the template comes in, as 9:16; of render also several, as 16:9,9:16 or all (default: its first)",
    nullable(path("--size")),
    null,
  ),
  map: repeated(
    spec(
      "--map <field=column>",
      'fill a field from a column of another name: "name=First Name"; "=Notes" leaves a column out',
      readMappings,
      [],
    ),
  ),
  mapFile: spec(
    "--map-file <file>",
    "a JSON or YAML file with such fields and columns; those of --map go before",
    nullable(path("--map-file")),
    null,
  ),
  set: repeated(
    spec("--set <field=value>", "give a field its value in every row: company=Acme", readValues, {}),
  ),
  dataSheet: spec(
    "--data-sheet <name>",
    "the sheet of an .xlsx file, by name or number (default: the first)",
    nullable((value) => path("--data-sheet")(typeof value === "number" ? String(value) : value)),
    null,
  ),
  dataEncoding: spec(
    "--data-encoding <name>",
    "what the data is written in, as windows-1252 (default: UTF-8 or UTF-16)",
    nullable(readEncoding),
    null,
  ),
  brand: spec(
    "--brand <file>",
    "the brand of the video, or a folder that has one (default: brand.json in the project, or beside the data)",
    nullable(path("--brand")),
    null,
  ),
  browser: spec("--browser <file>", "the Chromium to use", nullable(path("--browser")), null),
  ffmpeg: spec("--ffmpeg <file>", "the ffmpeg to use", path("--ffmpeg"), "ffmpeg"),
  force: spec(
    "--force",
    "overwrite a file that was not rendered from this composition",
    boolean("--force"),
    false,
  ),
  debug: spec(
    "--debug",
    "keep the intermediate files, and write a report beside the video",
    boolean("--debug"),
    false,
  ),
  frameSource: hidden(
    spec(
      "--frame-source <name>",
      `how pictures are got: ${frameSourceKinds.join(", ")}`,
      nullable(oneOf("--frame-source", frameSourceKinds)),
      null as FrameSourceKind | null,
    ),
  ),
} as const;

/** The value of each option once read. */
export type OptionValues = {
  readonly [Name in keyof typeof optionTable]: ReturnType<(typeof optionTable)[Name]["read"]>;
};

/** What `render` takes: any of the table's options, in the command line's words or as numbers. All may be left out. */
export type RenderOptions = { readonly [Name in keyof OptionValues]?: unknown } & {
  readonly environment?: Partial<Environment>;
  /** Called for every event, in order. Must not throw. */
  readonly onProgress?: (event: ProgressEvent) => void;
  /**
   * Somebody who speaks: how, as `readNarration` says, and the clip; or a function that makes them, given the folder of the
   * project, in which nothing is left to fill in.
   * @default null
   */
  readonly narration?: NarrationMaker;
  /**
   * Where browsers come from, and go back to: a program that renders often starts them once.
   * @default browsers of its own, which end with the render
   */
  readonly browsers?: BrowserPool;
  /** Ends the render early; nothing half-written is left. */
  readonly signal?: AbortSignal;
};

/**
 * Reads, checks and completes the options.
 *
 * @throws {OptionError} for the first that has a wrong value, or that is unknown.
 */
export function resolveOptions(given: Readonly<Record<string, unknown>>): OptionValues {
  const values = Object.entries(optionTable).map(([name, option]) => {
    const value = given[name];
    return [name, value === undefined ? option.default : option.read(value)];
  });
  const resolved = Object.freeze(Object.fromEntries(values)) as OptionValues;
  if (resolved.crf !== null && resolved.bitrate !== null) {
    throw new OptionError("--bitrate", "left out where --crf is given", "both");
  }
  return resolved;
}

/** The frame that a moment falls on. */
export function momentToFrame(value: Moment, rate: FrameRate): Frame {
  if ("frame" in value) return value.frame;
  return frame(Math.round((value.seconds * rate.numerator) / rate.denominator));
}

function spec<Value>(
  ...[flag, help, read, defaultValue]: [string, string, (value: unknown) => Value, NoInfer<Value>]
): OptionSpec<Value> {
  return { flag, help, read, default: defaultValue };
}

function hidden<Value>(option: OptionSpec<Value>): OptionSpec<Value> {
  return { ...option, hidden: true };
}

function repeated<Value>(option: OptionSpec<Value>): OptionSpec<Value> {
  return { ...option, repeated: true };
}

function nullable<Value>(read: (value: unknown) => Value): (value: unknown) => Value | null {
  return (value) => (value === null ? null : read(value));
}

function path(option: string): (value: unknown) => string {
  return (value) => {
    if (typeof value === "string" && value.trim() !== "" && !value.includes("\0")) return value;
    throw new OptionError(option, "a path", `"${String(value)}"`);
  };
}

/** A file of data, or a row itself. */
function rowOrPath(value: unknown): string | Readonly<Record<string, unknown>> {
  const isRow = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRow ? (value as Readonly<Record<string, unknown>>) : path("--data")(value);
}

function boolean(name: string): (value: unknown) => boolean {
  return (value) => {
    if (typeof value === "boolean") return value;
    throw new OptionError(name, "true or false", value);
  };
}

function oneOf<Name extends string>(option: string, names: readonly Name[]): (value: unknown) => Name {
  return (value) => {
    const found = names.find((name) => name === value);
    if (found !== undefined) return found;
    throw new OptionError(option, `one of ${names.join(", ")}`, `"${String(value)}"`);
  };
}

function numberFrom(option: string, least: number, most: number): (value: unknown) => number {
  return (value) => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    if (typeof number === "number" && number >= least && number <= most) return number;
    throw new OptionError(option, `a number from ${least} to ${most}`, `"${String(value)}"`);
  };
}

function wholeNumber(option: string, least: number, most: number): (value: unknown) => number {
  const read = numberFrom(option, least, most);
  return (value) => {
    const number = read(value);
    if (Number.isInteger(number)) return number;
    throw new OptionError(option, `a whole number from ${least} to ${most}`, `"${String(value)}"`);
  };
}

function bitrate(value: unknown): number {
  const match = /^(\d+(?:\.\d+)?)([kM]?)$/.exec(String(value).trim());
  const unit = match?.[2] === "M" ? 1e6 : 1e3;
  const bits = match ? Math.round(Number(match[1]) * (match[2] ? unit : 1)) : Number.NaN;
  if (bits >= 10_000 && bits <= 1e9) return bits;
  throw new OptionError(
    "--bitrate",
    "bits per second from 10k to 1000M, such as 8M or 2500k",
    `"${String(value)}"`,
  );
}

function moment(option: string): (value: unknown) => Moment {
  return (value) => {
    const match = /^(\d+(?:\.\d+)?|\.\d+)(s|f)?$/.exec(String(value).trim());
    const number = Number(match?.[1] ?? Number.NaN);
    const wholeFrame = match?.[2] !== "f" || Number.isInteger(number);
    if (match && wholeFrame && number < 1e7) {
      return match[2] === "f" ? { frame: frame(number) } : { seconds: seconds(number) };
    }
    throw new OptionError(option, "seconds such as 2.5, or a frame such as 75f", `"${String(value)}"`);
  };
}
