import { DataError } from "../template-error.ts";
import type { HelperCall } from "./helper-call.ts";
import { toText } from "./json-text.ts";

const formats = new Map<string, Intl.NumberFormat>();
const plurals = new Map<string, Intl.PluralRules>();
const MOST_FORMATS = 500;

/**
 * `number`, `currency` (with a code), `percent` (of a fraction), `signed`, `compact`; `digits=` says how many after the point.
 * Nothing is written for a missing value.
 *
 * @throws {DataError} if the value is no number, or an option is not one.
 */
export function formatNumber({ name, values, named, setting }: HelperCall): string {
  const [value, code] = values;
  if (isAbsent(value)) return "";
  const options: Intl.NumberFormatOptions = { ...styles[name] };
  if (name === "currency") options.currency = toText(code ?? named["currency"] ?? "USD");
  if (named["digits"] !== undefined) {
    options.minimumFractionDigits = Number(named["digits"]);
    options.maximumFractionDigits = Number(named["digits"]);
  }
  if (named["signed"] === true) options.signDisplay = "exceptZero";
  const key = JSON.stringify([setting.locale, options]);
  return remembered(formats, key, () => new Intl.NumberFormat(setting.locale, options)).format(
    toNumber(name, value),
  );
}

const styles: Readonly<Record<string, Intl.NumberFormatOptions>> = {
  currency: { style: "currency" },
  percent: { style: "percent", maximumFractionDigits: 1 },
  signed: { signDisplay: "exceptZero" },
  compact: { notation: "compact", maximumFractionDigits: 1 },
};

/** `<<plural count one="# user" other="# users">>`: by the language's own rules, with `#` for the number. */
export function formatPlural({ values, named, setting }: HelperCall): string {
  const [value] = values;
  if (isAbsent(value)) return "";
  const count = toNumber("plural", value);
  const rules = remembered(plurals, setting.locale, () => new Intl.PluralRules(setting.locale));
  const words = named[rules.select(count)] ?? named["other"] ?? "#";
  const number = new Intl.NumberFormat(setting.locale).format(count);
  return toText(words).replaceAll("#", () => number);
}

/** Whether there is nothing to format. */
export function isAbsent(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}

/**
 * The number that a value is or spells.
 *
 * @throws {DataError} if it is none.
 */
export function toNumber(helper: string, value: unknown): number {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value;
  if (typeof number === "number" && Number.isFinite(number)) return number;
  throw new DataError(`<<${helper}>> needs a number, but got ${JSON.stringify(value)?.slice(0, 60)}.`);
}

/** What was made for a key before, or is made now; an option that `Intl` refuses is the template's fault. */
function remembered<Made>(store: Map<string, Made>, key: string, make: () => Made): Made {
  const known = store.get(key);
  if (known) return known;
  try {
    const made = make();
    if (store.size < MOST_FORMATS) store.set(key, made);
    return made;
  } catch (error) {
    throw new DataError(`The number cannot be written with these options: ${String(error)}`, error);
  }
}
