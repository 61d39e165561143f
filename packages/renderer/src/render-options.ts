import type { BrowserPool } from "./browser/browser-pool.ts";
import type { FrameSourceKind } from "./capture/frame-source.ts";
import type { CodecName, FormatName } from "./encode/format-names.ts";
import type { Quality } from "./encode/quality.ts";
import type { Environment } from "./environment.ts";
import type { NarrationMaker } from "./narration/open-narration.ts";
import type { ProgressEvent } from "./progress.ts";
import type { FrameRate } from "./timeline/frame-rate.ts";
import type { GivenMoment } from "./timeline/moment.ts";

/** A number, or its digits as the command line has them. */
export type GivenNumber = number | string;

/** What every function of this package takes: which project is meant, and what it is filled with. */
export interface ProjectOptions {
  /** The folder whose files the page may read, where the page lies below it. @default the page's own */
  readonly root?: string | null;
  /** What the page finds in `location.search`, with or without its question mark: `"export=1&mode=x"`. @default none */
  readonly query?: string | null;
  /**
   * What a template is filled with: a file (CSV, XLSX, JSON, JSONL, YAML), `"-"` for standard input, or a row itself:
   * `{ title: "Hello" }`.
   * @default the project's own data, else the template's sample
   */
  readonly data?: string | object | null;
  /** A size that the template comes in, by name: `"9:16"`. `renderBatch` takes several too: `"16:9,9:16"`, `"all"`. @default the first */
  readonly size?: string | null;
  /** Which column fills a field: `{ name: "First Name" }` or `["name=First Name"]`; `"=Notes"` leaves a column out. @default by name */
  readonly map?: string | readonly string[] | Readonly<Record<string, string>>;
  /** A JSON or YAML file with such fields and columns; those of `map` go before. @default none */
  readonly mapFile?: string | null;
  /** Values that fields have in every row: `{ company: "Acme" }` or `["company=Acme"]`. @default none */
  readonly set?: string | readonly string[] | Readonly<Record<string, unknown>>;
  /** The sheet of an `.xlsx` file, by its name, or its number from 1. @default the first */
  readonly dataSheet?: GivenNumber | null;
  /** What texts of the data are written in, by a name of https://encoding.spec.whatwg.org: `"windows-1252"`. @default UTF-8 or UTF-16 */
  readonly dataEncoding?: string | null;
  /** The brand of the video: a file, or a folder that has one. @default `brand.json` in the project, or beside the data */
  readonly brand?: string | null;
  /** What the process gives that no user does: folders, and the browser's sandbox. @default this process's */
  readonly environment?: Partial<Environment>;
  /** Where browsers come from, and go back to: a program that renders often starts them once. @default some of its own, which end with the call */
  readonly browsers?: BrowserPool | null;
  /** Ends the work early; nothing half-written is left. @default nothing does */
  readonly signal?: AbortSignal;
}

/** Which programs are used. */
export interface ToolOptions {
  /** The Chromium to use: a path, or a name that is looked up. @default the one that comes with this package */
  readonly browser?: string | null;
  /** The ffmpeg to use: a path, or a name that is looked up. Its `ffprobe` lies beside it. @default `"ffmpeg"` */
  readonly ffmpeg?: string;
}

/** What the page is, and what is seen of it. */
export interface PageOptions extends ProjectOptions, ToolOptions {
  /** Frames per second: `30`, `29.97`, `"30000/1001"`, or an exact fraction. @default the composition's, else 30 */
  readonly fps?: GivenNumber | FrameRate | null;
  /** Width of a page without a composition root, in CSS pixels, 16 to 8192: `1280`. @default the composition's */
  readonly width?: GivenNumber | null;
  /** Height of such a page, in CSS pixels, 16 to 8192: `720`. @default the composition's */
  readonly height?: GivenNumber | null;
  /** Length of such a page, or of a composition instead of its own, in seconds: `12.5`. @default the composition's */
  readonly duration?: GivenNumber | null;
  /** Start of the part to render, in seconds or as a frame: `2.5`, `"75f"`, `{ frame: 75 }`. @default the beginning */
  readonly from?: GivenMoment | null;
  /** End of that part, itself left out: `4`, `"120f"`. @default the end */
  readonly to?: GivenMoment | null;
  /** Device pixels per CSS pixel, a whole number from 1 to 4: `2` renders 1080p as 4K. @default 1 */
  readonly scale?: GivenNumber;
  /** How long loading the page, or one frame, may take, in seconds of real time: `60`. @default 30 */
  readonly timeout?: GivenNumber;
  /** Whether warnings, as of script errors and missing files, are errors. @default false */
  readonly strict?: boolean;
  /** Values of the composition's variables: an object, or its JSON: `{ title: "Hello" }`. @default those that it declares */
  readonly variables?: string | object | null;
  /** A JSON file with such values; those of `variables` go before. @default none */
  readonly variablesFile?: string | null;
  /** Whether values are refused that the composition does not declare, or that are of another type. @default false */
  readonly strictVariables?: boolean;
  /** Whether the browser leaves out code for this very processor, by which rare pixels differ between x86-64 processors; takes some tenth more time. @default false */
  readonly anyProcessor?: boolean;
  /** How pictures are got; for finding faults. @default the fastest that works: `"surface"`, `"begin-frame"`, `"screenshot"` */
  readonly frameSource?: FrameSourceKind | null;
  /** Called for every event, in order. Must not throw. @default nobody is told */
  readonly onProgress?: (event: ProgressEvent) => void;
  /**
   * Somebody who speaks: how, as `readNarration` says, and the clip; or a function that makes them, given the folder of the
   * project, in which nothing is left to fill in.
   * @default nobody
   */
  readonly narration?: NarrationMaker;
}

/** What `render` takes. All may be left out; `null` is the same as left out. */
export interface RenderOptions extends PageOptions {
  /** The file to write; its ending says the format. @default `"renders/NAME.mp4"` */
  readonly output?: string | null;
  /** The kind of file, where the output's ending does not say it; `"png"` is a picture for each frame. @default by the ending, else mp4 */
  readonly format?: FormatName | "png-sequence" | null;
  /** The codec of an mp4: `"h264"`, `"h265"`, `"av1"`; other formats have one alone. @default `"h264"` */
  readonly codec?: CodecName | null;
  /** Whether what the page leaves empty is transparent in webm, mov and png; `false` puts white behind. @default true */
  readonly alpha?: boolean;
  /** How often a gif is played, up to 65535; `0` is for ever. @default 0 */
  readonly loop?: GivenNumber | null;
  /** The moment whose picture is written beside the video, as NAME.png: `1.5` (seconds), `"45f"` (frame), `"50%"` of what is rendered. @default none */
  readonly poster?: GivenMoment | null;
  /** How good the picture is: `"draft"`, `"standard"`, `"high"`. @default `"standard"` */
  readonly quality?: Quality;
  /** Constant rate factor instead of a quality's: `0` is best, 51 worst (63 for av1 and webm). @default by `quality` */
  readonly crf?: GivenNumber | null;
  /** Average bits per second instead of a quality: `8_000_000`, `"8M"`, `"2500k"`. @default by `quality` */
  readonly bitrate?: GivenNumber | null;
  /** Browsers that render side by side, 1 to 64. The file's bytes do not depend on it. @default by cores and memory */
  readonly workers?: GivenNumber | null;
  /** Whether an interrupted render is continued; `false` starts over. @default true */
  readonly resume?: boolean;
  /** Whether a file is overwritten that was not rendered from this composition. @default false */
  readonly force?: boolean;
  /** Whether the intermediate files are kept, with a report, in NAME.mp4.debug beside the video. @default false */
  readonly debug?: boolean;
}
