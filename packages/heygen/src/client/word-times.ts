/** A word and when it is said, in seconds. */
export interface WordTime {
  readonly word: string;
  readonly start: number;
  readonly end: number;
}

/** The words of `voice speech create`, without the marks `<start>` and `<end>` that HeyGen puts around them. */
export function wordTimes(timestamps: readonly WordTime[] | null | undefined): WordTime[] {
  return (timestamps ?? []).filter(({ word }) => !/^<.*>$/.test(word));
}
