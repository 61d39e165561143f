import type { FieldPath } from "./field-names.ts";

/** Gives a field of an object, or one in another, its value, whatever it is called. Objects that it is in are copied. */
export function setField(
  data: Record<string, unknown>,
  [first = "", ...rest]: FieldPath,
  value: unknown,
): void {
  const set = (given: unknown): void => {
    Object.defineProperty(data, first, {
      value: given,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  };
  if (rest.length === 0) return set(value);
  const before = Object.hasOwn(data, first) ? data[first] : null;
  const inner = typeof before === "object" && before !== null && !Array.isArray(before) ? { ...before } : {};
  setField(inner, rest, value);
  set(inner);
}
