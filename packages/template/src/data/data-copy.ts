import { DataError } from "../template-error.ts";

// Handlebars compares items with `!=`, which asks objects for a primitive value: none of the data's own names may answer.
const inert: object = Object.freeze(
  Object.create(null, { [Symbol.toPrimitive]: { value: () => "" } }),
) as object;
const DEEPEST = 32;
const MOST_VALUES = 200_000;
const LONGEST_TEXT = 1_000_000;

/**
 * Copies data so that nothing in it can act: objects without methods, lists, texts, numbers, truths, `null`.
 *
 * @throws {DataError} if it is too deep, too much, or holds something else.
 */
export function copyData(value: unknown): unknown {
  let count = 0;
  const copy = (item: unknown, depth: number): unknown => {
    count += 1;
    if (count > MOST_VALUES) throw new DataError(`The data has more than ${MOST_VALUES} values.`);
    if (depth > DEEPEST) throw new DataError(`The data is nested more than ${DEEPEST} levels deep.`);
    if (typeof item === "string") {
      if (item.length <= LONGEST_TEXT) return item;
      throw new DataError(`A text of the data is longer than ${LONGEST_TEXT} characters.`);
    }
    if (item === null || item === undefined || typeof item === "boolean" || typeof item === "number")
      return item;
    if (Array.isArray(item)) return item.map((entry) => copy(entry, depth + 1));
    if (item instanceof Date) return item.toISOString();
    if (typeof item !== "object") throw new DataError(`A ${typeof item} cannot be filled in.`);
    const fields = Object.create(inert) as Record<string, unknown>;
    for (const [name, entry] of Object.entries(item)) fields[name] = copy(entry, depth + 1);
    return fields;
  };
  return copy(value, 0);
}
