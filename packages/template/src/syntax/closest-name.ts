const LONGEST = 100;
/** Letters from which on one of them may be wrong, and two. */
const SHORT = 4;
const LONG = 8;

/** “; did you mean name?”, if one of the known names is nearly the one that was given; else nothing. */
export function meantName(given: string, known: Iterable<string>): string {
  const ranked = Array.from(known, (name) => ({
    name,
    edits: editsBetween(given.toLowerCase(), name.toLowerCase()),
  })).toSorted((a, b) => a.edits - b.edits);
  const [best] = ranked;
  if (!best || best.edits > Math.ceil(Math.min(given.length, best.name.length) * 0.4)) return "";
  return `; did you mean ${best.name}?`;
}

/** The name of which the one that was given is a slip: one letter, or two of a long name. `null` if there is none. */
export function closeName(given: string, known: Iterable<string>): string | null {
  if (given.length < SHORT) return null;
  const most = given.length < LONG ? 1 : 2;
  for (const name of known) if (editsBetween(given.toLowerCase(), name.toLowerCase()) <= most) return name;
  return null;
}

/** How many letters must be put in, left out, changed, or swapped: https://en.wikipedia.org/wiki/Damerau-Levenshtein_distance */
function editsBetween(one: string, other: string): number {
  if (Math.max(one.length, other.length) > LONGEST) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row];
    for (let column = 1; column <= other.length; column += 1) {
      const isSame = one[row - 1] === other[column - 1];
      const isSwapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1];
      next.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (next[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwapped ? (before[column - 2] ?? Number.POSITIVE_INFINITY) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    before = last;
    last = next;
  }
  return last[other.length] ?? 0;
}
