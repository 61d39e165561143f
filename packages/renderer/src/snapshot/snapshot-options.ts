import { extname } from "node:path";
import { OptionError } from "../errors.ts";
import type { Moment, OptionSpec, RenderOptions } from "../options.ts";
import { frame, seconds } from "../timeline/units.ts";

/** A moment of which a picture is wanted, and how it was written: `2.5`, `75f`. */
export interface WantedMoment {
  readonly moment: Moment;
  readonly written: string;
}

/** The endings of files that pictures can be written to. */
const pictureEndings = [".png", ".jpg", ".jpeg", ".webp"] as const;

/** The options that only snapshots have, as the table of options.ts has the others. */
export const snapshotOptionTable = {
  output: {
    flag: "-o, --output <file>",
    help: "the picture to write: PNG, JPEG or WebP by its ending (default: renders/NAME.png)",
    default: null as string | null,
    read: readOutput,
  },
  at: {
    flag: "--at <times>",
    help: "when: seconds or frames, one or several: 2.5 or 0,1.5,60f; may be given again",
    default: [] as readonly WantedMoment[],
    read: readMoments,
  },
  sheet: {
    flag: "--sheet",
    help: "put the pictures onto one contact sheet; without --at, evenly spaced ones",
    default: false,
    read: (value: unknown) => readBoolean("--sheet", value),
  },
  count: {
    flag: "--count <number>",
    help: "how many evenly spaced pictures a sheet has",
    default: 12,
    read: (value: unknown) => readWhole("--count", value),
  },
  columns: {
    flag: "--columns <number>",
    help: "pictures side by side on a sheet (default: as make it at least as wide as high)",
    default: null as number | null,
    read: (value: unknown) => readWhole("--columns", value),
  },
  transparent: {
    flag: "--transparent",
    help: "keep what the page leaves empty transparent (PNG and WebP)",
    default: false,
    read: (value: unknown) => readBoolean("--transparent", value),
  },
} as const satisfies Record<string, OptionSpec<unknown>>;

/** The value of each of these options once read. */
export type SnapshotValues = {
  readonly [Name in keyof typeof snapshotOptionTable]: ReturnType<(typeof snapshotOptionTable)[Name]["read"]>;
};

/** What `snapshot` takes: the options above, and those of `render` that say what the page is. All may be left out. */
export type SnapshotOptions = Omit<RenderOptions, "output"> & {
  readonly [Name in keyof SnapshotValues]?: unknown;
};

const MOST_PICTURES = 100;

/**
 * Reads, checks and completes the options.
 *
 * @throws {OptionError} for the first that has a wrong value, or does not fit the others.
 */
export function resolveSnapshotOptions(given: SnapshotOptions): SnapshotValues {
  const entries = Object.entries(snapshotOptionTable).map(([name, option]) => {
    const value = given[name as keyof SnapshotValues];
    return [name, value === undefined ? option.default : option.read(value)];
  });
  const values = Object.freeze(Object.fromEntries(entries)) as SnapshotValues;
  if (values.at.length === 0 && !values.sheet) {
    throw new OptionError("--at", "given, such as --at 2.5, unless --sheet is", "missing");
  }
  if (values.transparent && /\.jpe?g$/i.test(values.output ?? "")) {
    throw new OptionError("--output", "a .png or .webp file with --transparent", `"${values.output}"`);
  }
  return values;
}

function readOutput(value: unknown): string | null {
  if (value === null) return null;
  const ending = typeof value === "string" ? extname(value).toLowerCase() : "";
  const known = pictureEndings.some((candidate) => candidate === ending);
  if (typeof value === "string" && known && !value.includes("\0")) return value;
  throw new OptionError(
    "--output",
    `a file that ends in ${pictureEndings.join(", ")}`,
    JSON.stringify(value),
  );
}

function readMoments(value: unknown): readonly WantedMoment[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  const given = list.flatMap((item) => String(item).split(",")).map(readMoment);
  // Who asks twice gets one picture.
  const moments = [...new Map(given.map((item) => [item.written, item])).values()];
  if (moments.length <= MOST_PICTURES) return moments;
  throw new OptionError("--at", `at most ${MOST_PICTURES} times`, moments.length);
}

function readMoment(text: string): WantedMoment {
  const match = /^(\d+(?:\.\d+)?|\.\d+)(s|f)?$/.exec(text.trim());
  const number = Number(match?.[1] ?? Number.NaN);
  const isFrame = match?.[2] === "f";
  if (!match || number >= 1e7 || (isFrame && !Number.isInteger(number))) {
    throw new OptionError("--at", "seconds such as 2.5, or a frame such as 75f", `"${text.trim()}"`);
  }
  return {
    moment: isFrame ? { frame: frame(number) } : { seconds: seconds(number) },
    written: `${number}${isFrame ? "f" : "s"}`,
  };
}

function readBoolean(option: string, value: unknown): boolean {
  if (typeof value === "boolean") return value;
  throw new OptionError(option, "true or false", value);
}

function readWhole(option: string, value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isInteger(number) && number >= 1 && number <= MOST_PICTURES) {
    return number;
  }
  throw new OptionError(option, `a whole number from 1 to ${MOST_PICTURES}`, `"${String(value)}"`);
}
