import { PayloadError } from "../errors.ts";

/** How much a payload may be. */
export interface PayloadLimits {
  readonly mostBytes: number;
  /** Keys and items of lists together. */
  readonly mostKeys: number;
  /** Objects and lists in each other. */
  readonly deepest: number;
  /** Characters of one text or name. */
  readonly longestText: number;
}

/**
 * Copies JSON so that nothing in it surprises: without a key `__proto__`, with which a careless copy of it would change an object.
 *
 * @throws {PayloadError} if it is too deep or too much.
 */
export function plainPayload(value: unknown, limits: PayloadLimits): unknown {
  let keys = 0;
  const text = (one: string): string => {
    if (one.length <= limits.longestText) return one;
    throw new PayloadError(`A text is longer than ${limits.longestText} characters.`);
  };
  const copy = (item: unknown, depth: number): unknown => {
    if (typeof item === "string") return text(item);
    // JSON has no limit for numbers; what is beyond ours could not be written down again.
    if (typeof item === "number" && !Number.isFinite(item)) throw new PayloadError("A number is too large.");
    if (typeof item !== "object" || item === null) return item;
    if (depth >= limits.deepest)
      throw new PayloadError(`It is nested more than ${limits.deepest} levels deep.`);
    const entries = Object.entries(item);
    keys += entries.length;
    if (keys > limits.mostKeys) throw new PayloadError(`It has more than ${limits.mostKeys} values.`);
    if (Array.isArray(item)) return item.map((one) => copy(one, depth + 1));
    const kept = entries.filter(([name]) => name !== "__proto__");
    return Object.fromEntries(kept.map(([name, one]) => [text(name), copy(one, depth + 1)]));
  };
  return copy(value, 0);
}
