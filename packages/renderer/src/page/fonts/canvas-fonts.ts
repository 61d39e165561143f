import { replaceSetter } from "../realm.ts";
import { readCanvasFont } from "./family-list.ts";
import { codePoints, covers } from "./font-characters.ts";
import { writtenFont } from "./measuring-canvas.ts";
import { familyAddress, readFaces, type PackagedFace } from "./packaged-faces.ts";
import { declaredFamilies, nextWanted } from "./wanted-family.ts";

/** A page that sets ever new fonts must not fill the memory. */
const MOST_SEEN = 1000;

const absent = new Set<string>();
const seen = new Set<string>();

/**
 * Lets scripts draw text in families that nobody has declared, as a browser does that has them installed: with the very
 * next call. So they are waited for right where a canvas is told its font. Call it before the page's own scripts run.
 */
export function watchCanvasFonts(fonts: FontFaceSet): void {
  const contexts = [globalThis.CanvasRenderingContext2D, globalThis.OffscreenCanvasRenderingContext2D];
  for (const context of contexts) {
    replaceSetter(context?.prototype, "font", (font) => {
      if (typeof font !== "string" || seen.has(font) || seen.size >= MOST_SEEN) return;
      seen.add(font);
      bringFirst(readCanvasFont(writtenFont(font)), fonts);
    });
  }
}

/** Brings the first of some families that is not there, but can be had. */
function bringFirst(families: readonly string[], fonts: FontFaceSet): void {
  for (;;) {
    const wanted = nextWanted(families, { declared: declaredFamilies(fonts), absent });
    if (!wanted) return;
    const faces = readFaces(readNow(familyAddress(wanted)) ?? "");
    if (faces.length === 0) absent.add(wanted.family.toLowerCase());
    const characters = codePoints(globalThis.document?.body?.textContent ?? "");
    for (const face of faces) fonts.add(openFace(wanted.family, face, characters));
  }
}

/** A face made of bytes can be drawn with at once; those of other scripts' letters wait until somebody wants them. */
function openFace(
  family: string,
  { url, descriptors }: PackagedFace,
  characters: ReadonlySet<number>,
): FontFace {
  const text = covers(descriptors.unicodeRange, characters) ? readNow(url) : null;
  const bytes = text === null ? null : Uint8Array.from(text, (character) => character.charCodeAt(0));
  return new FontFace(family, bytes ?? `url(${url})`, descriptors);
}

/** The bytes of a file as characters; `null` if it is not there. Only text can be waited for in a page. */
function readNow(address: string): string | null {
  const request = new XMLHttpRequest();
  request.open("GET", address, false);
  request.overrideMimeType("text/plain; charset=x-user-defined");
  try {
    request.send();
  } catch {
    return null;
  }
  return request.status === 200 ? request.responseText : null;
}
