import { DataError } from "../template-error.ts";
import type { HelperCall } from "./helper-call.ts";
import { isAbsent, toNumber } from "./helper-numbers.ts";
import { toText } from "./json-text.ts";

const styles = ["full", "long", "medium", "short"] as const;
const dates = new Map<string, Intl.DateTimeFormat>();
const MOST_FORMATS = 500;
const units = [
  ["year", 31_557_600],
  ["month", 2_629_800],
  ["week", 604_800],
  ["day", 86_400],
  ["hour", 3600],
  ["minute", 60],
  ["second", 1],
] as const;

/**
 * `<<date when "long" time="short" timeZone="Europe/Berlin">>`: full, long, medium (else) or short. UTC if no zone is said.
 *
 * @throws {DataError} if the value is no date, or an option is not one.
 */
export function formatDate({ values, named, setting }: HelperCall): string {
  const [value, style] = values;
  if (isAbsent(value)) return "";
  const options: Intl.DateTimeFormatOptions = { timeZone: toText(named["timeZone"] ?? "UTC") };
  options.dateStyle = styles.find((known) => known === style) ?? "medium";
  const time = styles.find((known) => known === named["time"]);
  if (time) options.timeStyle = time;
  const key = JSON.stringify([setting.locale, options]);
  let format = dates.get(key);
  if (!format) {
    try {
      format = new Intl.DateTimeFormat(setting.locale, options);
    } catch (error) {
      throw new DataError(`The date cannot be written with these options: ${String(error)}`, error);
    }
    if (dates.size < MOST_FORMATS) dates.set(key, format);
  }
  return format.format(toTime("date", value));
}

/**
 * `<<relative when>>`: “3 days ago”, counted from the moment that the caller gave, never from the machine's clock.
 *
 * @throws {DataError} if no moment was given or the value is no date.
 */
export function formatRelativeDate({ values, named, setting }: HelperCall): string {
  if (isAbsent(values[0])) return "";
  const now = isAbsent(named["from"]) ? setting.now : toTime("relative", named["from"]);
  if (now === null) throw new DataError("<<relative>> needs a moment to count from: give `now`, or from=.");
  const seconds = (toTime("relative", values[0]) - now) / 1000;
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ["second", 1];
  const format = new Intl.RelativeTimeFormat(setting.locale, { numeric: "auto" });
  return format.format(Math.round(seconds / size), unit);
}

/** `<<duration seconds>>`: “1 hr, 2 min”; at most the two largest units. */
export function formatDuration({ values, setting }: HelperCall): string {
  if (isAbsent(values[0])) return "";
  let left = Math.round(Math.abs(toNumber("duration", values[0])));
  const parts: string[] = [];
  for (const [unit, size] of units.slice(3)) {
    const count = Math.floor(left / size);
    left -= count * size;
    if ((count === 0 && !(unit === "second" && parts.length === 0)) || parts.length === 2) continue;
    const format = new Intl.NumberFormat(setting.locale, { style: "unit", unit, unitDisplay: "short" });
    parts.push(format.format(count));
  }
  return new Intl.ListFormat(setting.locale, { type: "unit", style: "short" }).format(parts);
}

function toTime(helper: string, value: unknown): number {
  const time = typeof value === "number" ? value : Date.parse(toText(value));
  if (Number.isFinite(time) && Math.abs(time) <= 8.64e15) return time;
  throw new DataError(
    `<<${helper}>> needs a date like 2026-01-31, but got ${JSON.stringify(value)?.slice(0, 60)}.`,
  );
}
