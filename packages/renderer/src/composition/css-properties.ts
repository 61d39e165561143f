import { imageAddress, isSafeAddress } from "./check-variable.ts";
import type { Json, JsonObject } from "./json.ts";
import type { VariableDeclaration } from "./variable-declarations.ts";

/** Functions that load something, or read what they should not; an escape could spell any of them. */
const reaching = /\\|\b(?:url|src|image|image-set|cross-fade|element|paint|var|env|attr|if)\s*\(/i;

/** The CSS custom properties of a composition's variables: `--id`, and `--hf-var-id` in small letters and hyphens. */
export function cssProperties(
  declarations: readonly VariableDeclaration[],
  values: JsonObject,
): Record<string, string> {
  const properties = declarations.flatMap((declaration) => {
    const { id } = declaration;
    const value = cssValue(declaration, values[id] ?? null);
    const slug = id.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-");
    if (value === null) return [];
    return [
      [`--hf-var-${slug}`, value],
      [`--${id}`, value],
    ] as const;
  });
  return Object.fromEntries(properties);
}

function cssValue({ type }: VariableDeclaration, value: Json): string | null {
  if (type === "image") {
    const address = imageAddress(value);
    return address !== null && isSafeAddress(address) ? `url(${quote(address)})` : null;
  }
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return null;
  // The names of families may be strings themselves; nothing else is in them.
  return type === "font" || isPlain(value) ? value : quote(value);
}

/** Whether a text is a value by itself: it is then used as it is, else as a CSS string. */
function isPlain(value: string): boolean {
  const calls = value.replaceAll(/[^()]/g, "");
  const open = Array.from(calls).reduce(
    (depth, sign) => (depth < 0 ? depth : depth + (sign === "(" ? 1 : -1)),
    0,
  );
  return value.trim() !== "" && open === 0 && !/["'[\]{};!]|\/\*/.test(value) && !reaching.test(value);
}

/** https://drafts.csswg.org/cssom/#serialize-a-string */
function quote(text: string): string {
  const escaped = text
    .replaceAll("\0", "\uFFFD")
    .replaceAll(/["\\]/g, String.raw`\$&`)
    .replaceAll(/\p{Cc}/gu, (control) => `\\${control.charCodeAt(0).toString(16)} `);
  return `"${escaped}"`;
}
