import { isJsonObject, type Json } from "./json.ts";
import type { VariableDeclaration } from "./variable-declarations.ts";

/** Longer ones are no text that a picture could hold, and would be sent to every page. */
const LONGEST = 100_000;

/** What a value ought to have been, in words; `null` if it is right. */
export async function expectedOf(declaration: VariableDeclaration, value: Json): Promise<string | null> {
  return (await isRight(declaration, value)) ? null : describe(declaration);
}

/** The address in a value of the type `image`: the value itself, or its `url`. */
export function imageAddress(value: Json): string | null {
  const address = isJsonObject(value) ? value["url"] : value;
  return typeof address === "string" ? address : null;
}

/** Whether a picture may be loaded from an address: from the web, out of the project, or out of the address itself. */
export function isSafeAddress(address: string): boolean {
  // https://url.spec.whatwg.org/#url-parsing drops these, so that "java\nscript:" is a scheme too.
  const text = address.replace(/^[\0-\x20]+/, "").replaceAll(/[\t\r\n]/g, "");
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === "data") return /^data:image\//i.test(text);
  return scheme === undefined || scheme === "http" || scheme === "https";
}

async function isRight(declaration: VariableDeclaration, value: Json): Promise<boolean> {
  if (typeof value === "string" && value.length > LONGEST) return false;
  switch (declaration.type) {
    case "string":
      return typeof value === "string";
    case "boolean":
      return typeof value === "boolean";
    case "number":
      return typeof value === "number" && value >= declaration.min && value <= declaration.max;
    case "enum":
      return declaration.options.includes(value);
    case "color":
      return typeof value === "string" && isColor(value);
    case "font":
      return typeof value === "string" && /^[\p{L}\p{N}\s,'"_.-]{1,300}$/u.test(value);
    case "image": {
      const address = imageAddress(value);
      return address !== null && isSafeAddress(address);
    }
  }
}

async function isColor(text: string): Promise<boolean> {
  const { lexer } = await import("css-tree");
  return lexer.match("<color>", text).error === null;
}

function describe({ type, min, max, options }: VariableDeclaration): string {
  switch (type) {
    case "string":
      return `a text of at most ${LONGEST} characters`;
    case "boolean":
      return "true or false";
    case "number":
      return `a number${min > -Infinity ? ` from ${min}` : ""}${max < Infinity ? ` to ${max}` : ""}`;
    case "enum":
      return `one of ${options.map((option) => JSON.stringify(option)).join(", ")}`;
    case "color":
      return 'a CSS colour such as "#ff8800"';
    case "font":
      return 'the name of a font family such as "Inter"';
    case "image":
      return "the address of a picture: a path in the project, http:, https:, or data:image/";
  }
}
