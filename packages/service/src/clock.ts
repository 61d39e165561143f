/** The time, in milliseconds since 1970. */
export type Clock = () => number;

/** The time as databases have it. */
export function dateOf(clock: Clock): Date {
  return new Date(clock());
}
