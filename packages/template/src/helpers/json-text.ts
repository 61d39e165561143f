/** What `<<json value>>` gives: JSON where a value may stand, and its text in any other place. */
export class JsonText {
  readonly value: unknown;

  constructor(value: unknown) {
    this.value = value;
  }

  toString(): string {
    return toJson(this.value);
  }
}

/** A value as people read it; nothing for what is missing. */
export function toText(value: unknown): string {
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  return typeof value === "object" ? toJson(value) : `${value as number}`;
}

/** JSON in which no character means anything to HTML or to JavaScript. What JSON cannot say is `null`. */
export function toJson(value: unknown): string {
  const plain = value instanceof JsonText ? value.value : value;
  const text = JSON.stringify(plain) ?? "null";
  return text.replaceAll(/[<>&\u007f-\u009f\u2028\u2029\ufeff]/g, escapeUnit);
}

/** JSON that a script may hold: no name in it means the prototype. */
export function toScriptValue(value: unknown): string {
  const json = toJson(value);
  // In an object literal, unlike in JSON, this name sets the prototype; a computed name does not.
  return json.includes('"__proto__":')
    ? json.replaceAll(/"(?:[^"\\]|\\.)*"(?=(:?))/g, (text, colon) =>
        text === '"__proto__"' && colon ? `[${text}]` : text,
      )
    : json;
}

/** `\uXXXX` of one UTF-16 unit. */
export function escapeUnit(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
