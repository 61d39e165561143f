import { escapeUnit, toJson, toScriptValue, toText } from "../helpers/json-text.ts";
import { escapeAddress, escapeAddressPart, escapeSrcset } from "./escape-address.ts";
import type { EscapeName } from "./escape-name.ts";
import type { PictureRoutes } from "./picture-routes.ts";

/** What a value that cannot be made safe is replaced by in CSS: a word that no property knows. */
const BLOCKED_STYLE = "blocked";

/** Makes a value safe for one place. Pictures of hosts that the template does not name are noted, and asked of the project. */
export type PlaceEscape = (value: unknown, pictures: PictureRoutes | null) => string;

const escapes: Readonly<Record<EscapeName, PlaceEscape>> = {
  plain: toText,
  // NUL is what marks the author's own scripts.
  raw: (value) => toText(value).replaceAll("\0", "\uFFFD"),
  html: escapeHtml,
  "html-text": (value) => escapeHtml(closeDirections(toText(value))),
  "unquoted-whole": (value) => `"${escapeHtml(value)}"`,
  "unquoted-part": (value) =>
    escapeHtml(value).replaceAll(/[\s=`/]/g, (character) => `&#${character.charCodeAt(0)};`),
  comment: (value) => toText(value).replaceAll(/[^\p{L}\p{N} .,_]/gu, "_"),
  "script-string": escapeScriptString,
  "script-value": (value) => {
    const json = toScriptValue(value);
    // An object could be taken for a block, `-1` be glued to a minus, and `1.name` be no number.
    return /^["tfn]/.test(json) ? json : `(${json})`;
  },
  "json-string": (value) => toJson(toText(value)).slice(1, -1),
  "json-value": toJson,
  "style-string": escapeStyleString,
  "style-value": escapeStyleValue,
  url: (value) => escapeAddress(toText(value), false),
  "url-image": (value, pictures) => route(escapeAddress(toText(value), true), pictures),
  // Of an address that goes on after it, nobody can say yet what it leads to: the page's policy decides.
  "url-begin": (value) => escapeAddress(toText(value), true),
  "url-part": (value) => escapeAddressPart(toText(value)),
  srcset: (value, pictures) => escapeSrcset(toText(value), (address) => route(address, pictures)),
};

/** Puts together what a place needs, from the inside out. */
export function composeEscapes(names: readonly EscapeName[]): PlaceEscape {
  return (value, pictures) => {
    let text: unknown = value;
    for (const name of names) text = escapes[name](text, pictures);
    return toText(text);
  };
}

function route(address: string, pictures: PictureRoutes | null): string {
  return pictures ? pictures.route(address) : address;
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&#34;",
  "'": "&#39;",
  "`": "&#96;",
};

function escapeHtml(value: unknown): string {
  return (
    toText(value)
      .toWellFormed()
      // These may stand neither in HTML nor in XML, and line ends are one character there.
      .replaceAll(/\r\n?/g, "\n")
      .replaceAll(forbidden, "\uFFFD")
      .replaceAll(/[&<>"'`]/g, (character) => entities[character] ?? "")
  );
}

// Control characters, and what is no character at all.
const forbidden = new RegExp(String.raw`[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]`, "g");

/** Text directions that a value opens end with it, so that they do not turn what follows. https://www.unicode.org/reports/tr9/ */
function closeDirections(text: string): string {
  if (!/[\u202A-\u202E\u2066-\u2069]/.test(text)) return text;
  const open: string[] = [];
  for (const character of text) {
    if (/[\u202A\u202B\u202D\u202E]/.test(character)) open.push("\u202C");
    else if (/[\u2066-\u2068]/.test(character)) open.push("\u2069");
    else if (open.at(-1) === character) open.pop();
  }
  return text + open.toReversed().join("");
}

function escapeScriptString(value: unknown): string {
  const text = toText(value).replaceAll(/[^\p{L}\p{N} ,.:;_()[\]|*!?@%^~#]/gu, (character) =>
    Array.from({ length: character.length }, (_, index) => escapeUnit(character.charAt(index))).join(""),
  );
  // Letters outside the first plane are two units that need no escape; halves of them do.
  return text.toWellFormed();
}

function escapeStyleString(value: unknown): string {
  return toText(value)
    .toWellFormed()
    .replaceAll("\0", "\uFFFD")
    .replaceAll(/[^\p{L}\p{N}]/gu, (character) => `\\${character.codePointAt(0)?.toString(16) ?? ""} `);
}

const plainStyle = /^[\p{L}\p{N}\s.,%#+_-]*$/u;
const colorStyle =
  /^\s*(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|translate|translateX|translateY|scale|rotate)\([\p{L}\d\s.,%/+-]*\)\s*$/u;

function escapeStyleValue(value: unknown): string {
  const text = toText(value);
  const isSafe = (plainStyle.test(text) || colorStyle.test(text)) && !text.includes("--");
  if (!isSafe || /expression|javascript|binding|behavior/i.test(text)) return BLOCKED_STYLE;
  return text.replaceAll(/[\s\p{Z}]+/gu, " ");
}
