import type { HelperCall } from "./helper-call.ts";
import { formatDate, formatDuration, formatRelativeDate } from "./helper-dates.ts";
import { formatNumber, formatPlural } from "./helper-numbers.ts";
import { formatText } from "./helper-words.ts";
import { JsonText } from "./json-text.ts";

type Helper = (call: HelperCall) => unknown;

const helpers: Readonly<Record<string, Helper>> = {
  number: formatNumber,
  currency: formatNumber,
  percent: formatNumber,
  signed: formatNumber,
  compact: formatNumber,
  plural: formatPlural,
  date: formatDate,
  relative: formatRelativeDate,
  duration: formatDuration,
  upper: formatText,
  lower: formatText,
  title: formatText,
  truncate: formatText,
  markdown: formatText,
  default: ({ values }) => (isMissing(values[0]) ? values[1] : values[0]),
  json: ({ values }) => new JsonText(values[0]),
  eq: ({ values }) => values[0] === values[1],
  not: ({ values }) => isMissing(values[0]) || values[0] === false || values[0] === 0,
};

/** The names of all helpers. */
export const helperNames: ReadonlySet<string> = new Set(Object.keys(helpers));

/** Calls a helper by its name. */
export function callHelper(call: HelperCall): unknown {
  return helpers[call.name]?.(call);
}

function isMissing(value: unknown): boolean {
  return value === undefined || value === null || value === "";
}
