import { plain } from "./family-list.ts";
import { isInstalled } from "./measuring-canvas.ts";

/** A family that text would be shown in if it was there. */
export interface WantedFamily {
  /** As it is written. */
  readonly family: string;
  /** Whether nobody needs to hear if it is nowhere. */
  readonly isOptional: boolean;
}

/** Names that mean whatever the system has. */
const generic = new Set([
  ...["serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "math", "emoji", "fangsong"],
  ...["ui-serif", "ui-sans-serif", "ui-monospace", "ui-rounded", "-apple-system", "blinkmacsystemfont"],
]);

/** Fonts of one system, which authors name in front of what the others have: nobody expects them everywhere. */
const ofOneSystem = /^(?:segoe ui.*|sf pro.*|sf mono|\.sf.*|lucida grande)$/;
/** Such fonts that are families of Google Fonts too: used where they are installed. */
const ofOneSystemOrWeb = /^(?:ubuntu|cantarell|oxygen(?:-sans)?)$/;

/** The families, in lower case, that style sheets or scripts have brought along. */
export function declaredFamilies(fonts: FontFaceSet): ReadonlySet<string> {
  return new Set([...fonts].map(({ family }) => plain(family)));
}

/** The first family of a list that is not there and may be had; undefined where one before it is there. */
export function nextWanted(
  families: readonly string[],
  { declared, absent }: { readonly declared: ReadonlySet<string>; readonly absent: ReadonlySet<string> },
): WantedFamily | undefined {
  for (const family of families) {
    const name = family.toLowerCase();
    if (generic.has(name) || declared.has(name) || isInstalled(family)) return undefined;
    if (!absent.has(name) && !ofOneSystem.test(name))
      return { family, isOptional: ofOneSystemOrWeb.test(name) };
  }
  return undefined;
}
