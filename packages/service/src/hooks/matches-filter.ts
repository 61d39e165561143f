/** A single value of JSON. */
type Scalar = string | number | boolean | null;

/** What a payload must have: a value, or one of several, at each path such as `data.plan` or `items.0.sku`. */
type HookFilter = Readonly<Record<string, Scalar | readonly Scalar[]>>;

/**
 * Whether a payload has all that a filter wants. Where it has a list, one of its items is enough; `null` is also what is missing; and as
 * forms know only texts, `"5"` is 5 and `"true"` is true.
 */
export function matchesFilter(filter: HookFilter, payload: unknown): boolean {
  return Object.entries(filter).every(([path, wanted]) => {
    const found = valueAt(payload, path);
    const candidates: readonly unknown[] = Array.isArray(found) ? (found as unknown[]) : [found];
    return [wanted].flat().some((one) => candidates.some((value) => isSame(value, one)));
  });
}

/** What stands at a path; `undefined` if nothing does. Only what the payload itself has counts. */
function valueAt(payload: unknown, path: string): unknown {
  let value = payload;
  for (const name of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, name)) return undefined;
    if (Array.isArray(value) && name === "length") return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

function isSame(value: unknown, wanted: Scalar): boolean {
  if (wanted === null) return value === null || value === undefined;
  return value === wanted || (typeof value === "string" && value === String(wanted));
}
