/** What helpers may know besides their values: nothing of the machine. */
export interface HelperSetting {
  /** A BCP 47 language tag. */
  readonly locale: string;
  /** What relative dates are counted from, in milliseconds since 1970; `null` if nobody said. */
  readonly now: number | null;
}

/** What a helper is given: its values in order, and its `name=value`s. */
export interface HelperCall {
  readonly name: string;
  readonly values: readonly unknown[];
  readonly named: Readonly<Record<string, unknown>>;
  readonly setting: HelperSetting;
}
