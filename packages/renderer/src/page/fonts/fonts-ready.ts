import { plain } from "./family-list.ts";
import { codePoints, covers } from "./font-characters.ts";
import { readFontUse } from "./font-families.ts";
import { familyAddress, readFaces } from "./packaged-faces.ts";
import type { WantedFamily } from "./wanted-family.ts";

/** Families, in lower case, that are nowhere. */
const absent = new Set<string>();
/** What each document has asked for, in lower case. */
const asked = new WeakMap<Document, Set<string>>();
const loading = new Set<unknown>();

/**
 * Loads every font that the page's text may be shown in, at once: also those of clips that come later, in any weight.
 * Call it when all else is ready, again and again.
 *
 * @param later text that is not on the page yet.
 * @returns what is waited for, in words.
 */
export function pendingFonts(later: string): string[] {
  const documents = [...openDocuments(document)];
  if (loading.size === 0) for (const page of documents) loadMore(page, later);
  const isLoading = loading.size > 0 || documents.some(({ fonts }) => fonts.status === "loading");
  return isLoading ? ["fonts"] : [];
}

/** The page's own, and those of its frames that it may look into. */
function* openDocuments(page: Document): Generator<Document> {
  yield page;
  for (const { contentDocument } of page.querySelectorAll("iframe"))
    if (contentDocument?.body) yield* openDocuments(contentDocument);
}

function loadMore(page: Document, later: string): void {
  const { named, wanted } = readFontUse(page, absent);
  const known = asked.get(page) ?? new Set();
  asked.set(page, known);
  for (const family of wanted) {
    if (known.has(family.family.toLowerCase())) continue;
    known.add(family.family.toLowerCase());
    wait(bring(page, family));
  }
  // Text in a canvas is set in what only its script knows.
  const isOpen = page.querySelector("canvas") !== null;
  const faces = [...page.fonts].filter((face) => isOpen || named.has(plain(face.family)));
  const characters = codePoints(later + (page.body?.textContent ?? ""));
  for (const face of faces) {
    if (face.status === "unloaded" && covers(face.unicodeRange, characters)) wait(face.load());
  }
}

function wait(promise: Promise<unknown>): void {
  loading.add(promise);
  const done = (): void => void loading.delete(promise);
  // What fails is in the log of requests.
  promise.then(done, done);
}

/** Faces that scripts add meet neither the selectors nor the style sheets of the page. */
async function bring(page: Document, { family, isOptional }: WantedFamily): Promise<void> {
  const response = await fetch(familyAddress({ family, isOptional }));
  const faces = response.ok ? readFaces(await response.text()) : [];
  if (faces.length === 0) absent.add(family.toLowerCase());
  const { FontFace: Face = FontFace } = (page.defaultView ?? {}) as { FontFace?: typeof FontFace };
  for (const { url, descriptors } of faces) page.fonts.add(new Face(family, `url(${url})`, descriptors));
}
