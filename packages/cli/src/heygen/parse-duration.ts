import { UsageError } from "./usage-error.ts";

const units: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001 };

/** Seconds of `90s`, `20m`, `1h30m`, as Go writes durations, or of a plain number. */
export function parseDuration(text: string): number {
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)];
  const known = parts.map(([part]) => part).join("") === text && parts.length > 0;
  if (!known) throw new UsageError("--timeout must be a duration such as 90s, 20m or 1h30m.", "timeout");
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ""] ?? 0), 0);
}
