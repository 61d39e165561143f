/** The bounds of a number, and what stands for it where there is none. */
interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly otherwise: number;
}

/** Reads an attribute that holds a number, within bounds. */
export function readNumber(
  element: Element | null,
  name: string,
  { least, most, otherwise }: NumberRange,
): number {
  const value = Number.parseFloat(element?.getAttribute(name) ?? "");
  return Number.isFinite(value) ? Math.min(most, Math.max(least, value)) : otherwise;
}
