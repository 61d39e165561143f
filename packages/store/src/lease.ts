/** How a holder shows that it is there to those who cannot see whether its process runs. */
export interface Lease {
  /** Between two signs of life. */
  readonly beatMs: number;
  /** How long one that gave no sign is believed in. */
  readonly silentMs: number;
}

/** A machine that is busy or out of memory may keep a process waiting for seconds. */
export const usualLease: Lease = { beatMs: 2000, silentMs: 30_000 };

/** Signs that a holder must have missed while it was watched. */
export const WATCHED_BEATS = 3;
