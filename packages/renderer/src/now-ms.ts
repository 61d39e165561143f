/** The system's time in milliseconds since 1970, as files have it. */
export function nowMs(): number {
  return performance.timeOrigin + performance.now();
}
