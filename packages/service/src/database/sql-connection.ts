/** What a statement gives. */
export interface SqlAnswer {
  readonly rows: readonly object[];
  /** How many rows it has changed. */
  readonly affected: number;
}
