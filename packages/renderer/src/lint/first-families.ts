import type { SourceLocation } from "../errors.ts";
import type { LintedPage } from "./linted-page.ts";
import type { CssDeclaration } from "./read-style.ts";

/** A font family that some text asks for. */
interface AskedFamily {
  readonly family: string;
  readonly location: SourceLocation;
}

/** Values that name no family. */
const keywords =
  /^(?:inherit|initial|unset|revert|revert-layer|caption|icon|menu|message-box|small-caption|status-bar)$/i;
/** The end of `font`'s size and line height, after which families stand. */
const sizeInFont =
  /(?:^|\s)(?:(?:\d*\.)?\d+(?:[a-z]+|%)|(?:calc|min|max|clamp|var)\([^)]*\)|(?:xx?-|xxx-)?(?:small|large)|medium|smaller|larger)(?:\s*\/\s*(?:[\w.%-]+|(?:calc|var)\([^)]*\)))?\s+(?=[^\s/])/gi;

/** The first family of every list in a page's styles, custom properties replaced; names that are not known are left out. */
export function firstFamilies({ styles }: LintedPage): AskedFamily[] {
  const declarations = styles.flatMap((style) => style.declarations);
  const custom = Map.groupBy(
    declarations.filter(({ property }) => property.startsWith("--")),
    ({ property }) => property,
  );
  return declarations
    .filter(({ atRule }) => atRule !== "font-face")
    .flatMap((declaration) => askedBy(declaration, custom));
}

/** A family's name without quotes and with single spaces. */
export function familyName(written: string): string {
  return written
    .trim()
    .replace(/^(["'])(.*)\1$/s, "$2")
    .replaceAll(/\s+/g, " ")
    .trim();
}

function askedBy(
  { property, value, location }: CssDeclaration,
  custom: ReadonlyMap<string, readonly CssDeclaration[]>,
): AskedFamily[] {
  const list = listOf(property, value);
  if (list === null) return [];
  const first = (/^\s*(?:"[^"]*"|'[^']*'|[^,(]*(?:\([^)]*\))?)/.exec(list)?.[0] ?? "").trim();
  const name = /^var\(\s*(--[\w-]+)/i.exec(first)?.[1]?.toLowerCase();
  if (name === undefined) return asked(first, location);
  const declared = custom.get(name) ?? [];
  // One step only: who refers on and on may go in a circle.
  return declared.flatMap((declaration) => {
    const [family = ""] = declaration.value.split(",");
    return /\bvar\(/i.test(family) ? [] : asked(family, declaration.location);
  });
}

function asked(written: string, location: SourceLocation): AskedFamily[] {
  const family = familyName(written.replace(/!important$/i, ""));
  const unknown = family === "" || keywords.test(family) || /[(){}<>$]/.test(family);
  return unknown ? [] : [{ family, location }];
}

/** The families in the value of `font-family` or `font`. */
function listOf(property: string, value: string): string | null {
  if (property === "font-family") return value;
  if (property !== "font") return null;
  const size = [...value.matchAll(sizeInFont)].at(0);
  return size ? value.slice(size.index + size[0].length) : null;
}
