import type { IncomingHttpHeaders } from "node:http";

/** HTTP's own form alone: a program's reader of dates takes nearly anything for one. */
const httpDate = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;

/**
 * Reads `Retry-After`: seconds, or a date, which is meant by the clock of whoever has sent it.
 * https://www.rfc-editor.org/rfc/rfc9110#field.retry-after
 *
 * @returns seconds; `null` if it is missing or cannot be read.
 */
export function retryAfterSeconds(headers: Pick<IncomingHttpHeaders, "retry-after" | "date">): number | null {
  const text = headers["retry-after"]?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  const [at, now] = [readDate(text), readDate(headers.date ?? "")];
  return Number.isNaN(at - now) ? null : Math.max(0, (at - now) / 1000);
}

function readDate(text: string): number {
  return httpDate.test(text) ? Date.parse(text) : NaN;
}
