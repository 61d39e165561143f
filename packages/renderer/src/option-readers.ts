import { OptionError } from "./errors.ts";

/** Turns what a caller gave into a value; throws {@link OptionError} with the option's name. */
export type Reader<Value> = (value: unknown, name: string) => Value;

/** `null` as it is: as if the option were left out. */
export function nullable<Value>(read: Reader<Value>): Reader<Value | null> {
  return (value, name) => (value === null ? null : read(value, name));
}

/** The path of a file or folder. */
export const path: Reader<string> = (value, name) => {
  if (typeof value === "string" && value.trim() !== "" && !value.includes("\0")) return value;
  throw new OptionError(name, "a path", `"${String(value)}"`);
};

/** A file of data, or a row itself. */
export const rowOrPath: Reader<string | Readonly<Record<string, unknown>>> = (value, name) =>
  isPlain(value) ? value : path(value, name);

/** Yes or no. */
export const boolean: Reader<boolean> = (value, name) => {
  if (typeof value === "boolean") return value;
  throw new OptionError(name, "true or false", value);
};

/** One of some names. */
export function oneOf<Name extends string>(names: readonly Name[]): Reader<Name> {
  return (value, option) => {
    const found = names.find((name) => name === value);
    if (found !== undefined) return found;
    throw new OptionError(option, `one of ${names.join(", ")}`, `"${String(value)}"`);
  };
}

/** A number within bounds, which it may reach. */
export function numberFrom(least: number, most: number): Reader<number> {
  return numberIn({ least, most, kind: "a number" });
}

/** A number without a fraction, within bounds. */
export function wholeNumber(least: number, most: number): Reader<number> {
  return numberIn({ least, most, kind: "a whole number" });
}

interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly kind: "a number" | "a whole number";
}

function numberIn({ least, most, kind }: Bounds): Reader<number> {
  return (value, name) => {
    const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
    const fits = kind === "a number" || Number.isInteger(number);
    if (typeof number === "number" && number >= least && number <= most && fits) return number;
    throw new OptionError(name, `${kind} from ${least} to ${most}`, `"${String(value)}"`);
  };
}

/** Bits per second: `8M`, `2500k`, or as a number. */
export const bitrate: Reader<number> = (value, name) => {
  const match = /^(\d+(?:\.\d+)?)([kM]?)$/.exec(String(value).trim());
  const unit = match?.[2] === "M" ? 1e6 : 1e3;
  const bits = match ? Math.round(Number(match[1]) * (match[2] ? unit : 1)) : Number.NaN;
  if (bits >= 10_000 && bits <= 1e9) return bits;
  throw new OptionError(name, "bits per second from 10k to 1000M, such as 8M or 2500k", `"${String(value)}"`);
};

/** What only a program can give: a function, or something of a class. */
export function instance<Value>(isOne: (value: unknown) => boolean, expected: string): Reader<Value> {
  return (value, name) => {
    if (isOne(value)) return value as Value;
    throw new OptionError(name, expected, typeof value);
  };
}

/** A function; what it takes and gives is between the caller and whoever calls it. */
export function callback<Called>(): Reader<Called> {
  return instance((value) => typeof value === "function", "a function");
}

/** Whether something is an object with names, no list. */
export function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
