/** The value of a JSON text; undefined if it is none, which no description lets pass. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
