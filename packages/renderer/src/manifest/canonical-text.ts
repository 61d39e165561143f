import { inspect } from "node:util";

/**
 * JSON with one text for one value: fields in the order of their names, no white space, numbers as ECMAScript prints them, which is the
 * shortest form that reads back the same: https://tc39.es/ecma262/#sec-numeric-types-number-tostring
 *
 * @throws {TypeError} for what JSON cannot hold.
 */
export function canonicalText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalText).join(",")}]`;
  if (typeof value === "object" && value !== null) return canonicalObject(value);
  const isHeld = value === null || typeof value === "string" || typeof value === "boolean";
  if (!isHeld && !(typeof value === "number" && Number.isFinite(value))) {
    throw new TypeError(`JSON cannot hold ${inspect(value)}.`);
  }
  return JSON.stringify(value);
}

function canonicalObject(value: object): string {
  const fields = Object.entries(value)
    .filter(([, held]) => held !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, held]) => `${JSON.stringify(name)}:${canonicalText(held)}`).join(",")}}`;
}
