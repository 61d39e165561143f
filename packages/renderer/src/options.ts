import { readEncoding, readMappings, readValues } from "@hyperframes-engine/template";
import { BrowserPool } from "./browser/browser-pool.ts";
import { frameSourceKinds } from "./capture/frame-source.ts";
import { readVariableValues } from "./composition/variable-values.ts";
import { codecNames, formatNames } from "./encode/format-names.ts";
import { qualities } from "./encode/quality.ts";
import { resolveEnvironment, type Environment } from "./environment.ts";
import { OptionError } from "./errors.ts";
import type { NarrationMaker } from "./narration/open-narration.ts";
import {
  bitrate,
  boolean,
  callback,
  instance,
  isPlain,
  nullable,
  numberFrom,
  oneOf,
  path,
  rowOrPath,
  wholeNumber,
  type Reader,
} from "./option-readers.ts";
import {
  programSpec,
  refuseUnknown,
  resolveTable,
  spec,
  type OptionSpec,
  type TableValues,
} from "./option-spec.ts";
import type { ProgressEvent } from "./progress.ts";
import { readQuery } from "./read-query.ts";
import type { RenderOptions } from "./render-options.ts";
import { parseFrameRate, type FrameRate } from "./timeline/frame-rate.ts";
import { readMoment, readMomentOrPart } from "./timeline/moment.ts";
import { milliseconds, seconds } from "./timeline/units.ts";

/** What is in a narration is checked by whoever opens it. */
const readNarrationMaker: Reader<NarrationMaker> = nullable(
  instance(
    (value) => typeof value === "function" || isPlain(value),
    "a narration, or a function that makes one",
  ),
);

/** The one table that checks, defaults and `--help` come from; it has the names of `RenderOptions`, each once. */
export const optionTable = {
  output: spec(
    "-o, --output <file>",
    "the file to write; its ending says the format (default: renders/NAME.mp4)",
    nullable(path),
    null,
  ),
  format: spec(
    "--format <name>",
    `the kind of file: ${formatNames.join(", ")} (default: by the output's ending)`,
    nullable((value, name) => oneOf(formatNames)(value === "png-sequence" ? "png" : value, name)),
    null,
  ),
  codec: spec(
    "--codec <name>",
    "of an mp4: h264, h265, av1 (default: h264)",
    nullable(oneOf(codecNames)),
    null,
  ),
  alpha: spec(
    "--no-alpha",
    "white behind the page in webm, mov and png, which are transparent otherwise",
    boolean,
    true,
  ),
  loop: spec(
    "--loop <count>",
    "how often a gif is played; 0: for ever (default: 0)",
    nullable(wholeNumber(0, 65_535)),
    null,
  ),
  poster: spec(
    "--poster <time>",
    "write the picture at 1.5 (seconds), 45f (frame) or 50% beside the video, as NAME.png",
    nullable(readMomentOrPart),
    null,
  ),
  fps: spec(
    "-f, --fps <rate>",
    "frames per second: 30, 29.97, 30000/1001 (default: the composition's, else 30)",
    nullable(readRate),
    null,
  ),
  quality: spec(
    "-q, --quality <name>",
    `how good the picture is: ${qualities.join(", ")}`,
    oneOf(qualities),
    "standard",
  ),
  workers: spec(
    "-w, --workers <count>",
    "browsers that render side by side (default: by cores and memory)",
    nullable(wholeNumber(1, 64)),
    null,
  ),
  crf: spec(
    "--crf <number>",
    "constant rate factor instead of a quality's: 0 best, 51 worst (63 for av1 and webm)",
    nullable(numberFrom(0, 63)),
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
    nullable(path),
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
    nullable(wholeNumber(16, 8192)),
    null,
  ),
  height: spec("--height <pixels>", "height of such a page", nullable(wholeNumber(16, 8192)), null),
  duration: spec(
    "--duration <seconds>",
    "length of such a page, or of a composition instead of its own",
    nullable((value, name) => seconds(numberFrom(0.001, 360_000)(value, name))),
    null,
  ),
  from: spec(
    "--from <time>",
    "start of the part to render: 2.5 (seconds) or 75f (frame)",
    nullable(readMoment),
    null,
  ),
  to: spec("--to <time>", "end of the part to render, itself left out", nullable(readMoment), null),
  scale: spec("--scale <factor>", "device pixels per CSS pixel: 2 renders 1080p as 4K", wholeNumber(1, 4), 1),
  timeout: spec(
    "--timeout <seconds>",
    "how long loading the page, or one frame, may take",
    (value, name) => milliseconds(numberFrom(0.1, 86_400)(value, name) * 1000),
    milliseconds(30_000),
  ),
  resume: spec("--no-resume", "start over instead of continuing an interrupted render", boolean, true),
  strict: spec("--strict", "treat warnings (script errors, missing assets) as errors", boolean, false),
  variables: spec(
    "--variables <json>",
    'values of the composition\'s variables: \'{"title":"Hello"}\'',
    nullable(readVariableValues),
    null,
  ),
  variablesFile: spec(
    "--variables-file <file>",
    "a JSON file with such values; those of --variables go before",
    nullable(path),
    null,
  ),
  strictVariables: spec(
    "--strict-variables",
    "refuse values that the composition does not declare, or that are of another type",
    boolean,
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
    nullable(path),
    null,
  ),
  map: {
    repeated: true,
    ...spec(
      "--map <field=column>",
      'fill a field from a column of another name: "name=First Name"; "=Notes" leaves a column out',
      readMappings,
      [],
    ),
  },
  mapFile: spec(
    "--map-file <file>",
    "a JSON or YAML file with such fields and columns; those of --map go before",
    nullable(path),
    null,
  ),
  set: {
    repeated: true,
    ...spec("--set <field=value>", "give a field its value in every row: company=Acme", readValues, {}),
  },
  dataSheet: spec(
    "--data-sheet <name>",
    "the sheet of an .xlsx file, by name or number (default: the first)",
    nullable((value, name) => path(typeof value === "number" ? String(value) : value, name)),
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
    nullable(path),
    null,
  ),
  browser: spec("--browser <file>", "the Chromium to use", nullable(path), null),
  ffmpeg: spec("--ffmpeg <file>", "the ffmpeg to use", path, "ffmpeg"),
  anyProcessor: spec(
    "--any-processor",
    "leave out code for this very processor, so that machines that share a render draw alike",
    boolean,
    false,
  ),
  force: spec("--force", "overwrite a file that was not rendered from this composition", boolean, false),
  debug: spec("--debug", "keep the intermediate files, and write a report beside the video", boolean, false),
  frameSource: {
    hidden: true,
    ...spec(
      "--frame-source <name>",
      `how pictures are got: ${frameSourceKinds.join(", ")}`,
      nullable(oneOf(frameSourceKinds)),
      null,
    ),
  },
  environment: programSpec(readEnvironment, resolveEnvironment),
  browsers: programSpec<BrowserPool | null>(
    nullable(instance((value) => value instanceof BrowserPool, "a BrowserPool")),
    () => null,
  ),
  narration: programSpec<NarrationMaker>(readNarrationMaker, () => null),
  onProgress: programSpec<(event: ProgressEvent) => void>(callback(), () => () => undefined),
  signal: programSpec<AbortSignal>(
    instance((value) => value instanceof AbortSignal, "an AbortSignal"),
    () => new AbortController().signal,
  ),
} as const satisfies Readonly<Record<keyof RenderOptions, OptionSpec<unknown>>>;

/** The value of each option once read. */
export type OptionValues = TableValues<typeof optionTable>;

/**
 * Reads, checks and completes the options, once: what is below a public function gets the values.
 *
 * @throws {OptionError} for the first that has a wrong value.
 * @throws {UnknownOptionError} for the first that there is not.
 */
export function resolveOptions(given: RenderOptions): OptionValues {
  return withOneRate(resolveTable(optionTable, given));
}

/**
 * Makes sure that one thing alone says how good the picture is.
 *
 * @throws {OptionError} if two do.
 */
export function withOneRate<Values extends Pick<OptionValues, "crf" | "bitrate">>(values: Values): Values {
  if (values.crf === null || values.bitrate === null) return values;
  throw new OptionError("bitrate", "left out where `crf` is given", "both");
}

function readRate(value: unknown, name: string): FrameRate {
  if (!isPlain(value)) return parseFrameRate(String(value), name);
  return parseFrameRate(`${String(value["numerator"])}/${String(value["denominator"])}`, name);
}

function readEnvironment(value: unknown, name: string): Environment {
  if (!isPlain(value)) throw new OptionError(name, "an object", typeof value);
  refuseUnknown(value, Object.keys(resolveEnvironment()), `${name}.`);
  return resolveEnvironment(value);
}
