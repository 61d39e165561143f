import { extname } from "node:path";
import { OptionError } from "../errors.ts";
import { boolean, nullable, wholeNumber } from "../option-readers.ts";
import { resolveTable, spec, type OptionSpec, type TableValues } from "../option-spec.ts";
import { optionTable, type OptionValues } from "../options.ts";
import type { GivenNumber, PageOptions } from "../render-options.ts";
import { formatMoment, readMoment, type GivenMoment, type Moment } from "../timeline/moment.ts";

/** The endings of files that pictures can be written to. */
const pictureEndings = [".png", ".jpg", ".jpeg", ".webp"] as const;

/** What `snapshot` takes: when and how, and those of `render` that say what the page is. */
export interface SnapshotOptions extends PageOptions {
  /** The picture to write: PNG, JPEG or WebP by its ending. @default `"renders/NAME.png"` */
  readonly output?: string | null;
  /** When: seconds or frames, one or several, up to 100: `2.5`, `"75f"`, `[0, 1.5, "60f"]`, `"0,1.5,60f"`. @default none, for a sheet alone */
  readonly at?: GivenMoment | readonly GivenMoment[];
  /** Whether the pictures are put onto one contact sheet; without `at`, evenly spaced ones. @default false */
  readonly sheet?: boolean;
  /** How many evenly spaced pictures a sheet has, 1 to 100. @default 12 */
  readonly count?: GivenNumber;
  /** Pictures side by side on a sheet, 1 to 100. @default as make it at least as wide as high */
  readonly columns?: GivenNumber | null;
  /** Whether what the page leaves empty stays transparent, in PNG and WebP. @default false */
  readonly transparent?: boolean;
  /** Whether files are overwritten that are there. @default false */
  readonly force?: boolean;
}

const MOST_PICTURES = 100;

/** The options that only snapshots have, as the table of options.ts has the others. */
export const snapshotOptionTable = {
  output: spec(
    "-o, --output <file>",
    "the picture to write: PNG, JPEG or WebP by its ending (default: renders/NAME.png)",
    nullable(readOutput),
    null,
  ),
  at: {
    repeated: true,
    ...spec(
      "--at <times>",
      "when: seconds or frames, one or several: 2.5 or 0,1.5,60f; may be given again",
      readMoments,
      [],
    ),
  },
  sheet: spec(
    "--sheet",
    "put the pictures onto one contact sheet; without --at, evenly spaced ones",
    boolean,
    false,
  ),
  count: spec(
    "--count <number>",
    "how many evenly spaced pictures a sheet has",
    wholeNumber(1, MOST_PICTURES),
    12,
  ),
  columns: spec(
    "--columns <number>",
    "pictures side by side on a sheet (default: as make it at least as wide as high)",
    nullable(wholeNumber(1, MOST_PICTURES)),
    null,
  ),
  transparent: spec(
    "--transparent",
    "keep what the page leaves empty transparent (PNG and WebP)",
    boolean,
    false,
  ),
  force: spec("--force", "overwrite files that are there", boolean, false),
} as const satisfies Readonly<Record<Exclude<keyof SnapshotOptions, keyof PageOptions>, OptionSpec<unknown>>>;

/** The value of each of these options once read. */
export type SnapshotValues = TableValues<typeof snapshotOptionTable>;

/**
 * Reads, checks and completes the options, once.
 *
 * @returns those of the page as `render` has them, and those of the pictures.
 * @throws {OptionError} for the first that has a wrong value, or does not fit the others.
 * @throws {UnknownOptionError} for the first that there is not.
 */
export function resolveSnapshotOptions(given: SnapshotOptions): {
  readonly page: OptionValues;
  readonly wanted: SnapshotValues;
} {
  const values = resolveTable({ ...optionTable, ...snapshotOptionTable }, given);
  if (values.at.length === 0 && !values.sheet) {
    throw new OptionError("at", "given, such as 2.5, unless `sheet` is", "missing");
  }
  if (values.transparent && /\.jpe?g$/i.test(values.output ?? "")) {
    throw new OptionError("output", "a .png or .webp file with `transparent`", `"${values.output}"`);
  }
  // The name is that of pictures, and says nothing of a video.
  return { page: { ...values, output: null }, wanted: values };
}

function readOutput(value: unknown, name: string): string {
  const ending = typeof value === "string" ? extname(value).toLowerCase() : "";
  const known = pictureEndings.some((candidate) => candidate === ending);
  if (typeof value === "string" && known && !value.includes("\0")) return value;
  throw new OptionError(name, `a file that ends in ${pictureEndings.join(", ")}`, JSON.stringify(value));
}

function readMoments(value: unknown, name: string): readonly Moment[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const given = list
    .flatMap((item): readonly unknown[] => (typeof item === "string" ? item.split(",") : [item]))
    .map((item) => readMoment(item, name));
  // Who asks twice gets one picture.
  const moments = [...new Map(given.map((item) => [formatMoment(item), item])).values()];
  if (moments.length <= MOST_PICTURES) return moments;
  throw new OptionError(name, `at most ${MOST_PICTURES} times`, moments.length);
}
