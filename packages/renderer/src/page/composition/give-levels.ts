/** How loud a sound is, from its beginning to its end: lists with a number from 0 to 1 for each moment. */
interface SoundLevels {
  readonly perSecond: number;
  readonly duration: number;
  readonly peaks: readonly number[];
  readonly loudness: readonly number[];
  readonly bass: readonly number[];
}

/** What a page's script may ask for. */
interface LevelsWish {
  /** @default 30 */
  readonly perSecond?: number;
}

/**
 * How loud the sound of an address is, or that of the narration for `null`. Measured outside of the page, so that it is the
 * same in all of them.
 */
export async function getLevels(
  source: string | null,
  { perSecond = 30 }: LevelsWish = {},
): Promise<SoundLevels> {
  const query = new URLSearchParams({ perSecond: String(perSecond) });
  if (source !== null) query.set("src", new URL(source, document.baseURI).href);
  const answer = await fetch(`/.hyperframes/levels?${query.toString()}`);
  const told = (await answer.json()) as SoundLevels | { readonly error: string };
  if ("error" in told) throw new Error(told.error);
  return told;
}
