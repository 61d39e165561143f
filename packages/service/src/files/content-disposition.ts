/** What browsers show and do not run: https://mimesniff.spec.whatwg.org/#audio-or-video-mime-type */
const shown = /^(?:video\/|audio\/|image\/(?!svg)|text\/(?:vtt|plain)$)/;
const LONGEST_NAME = 150;

/**
 * The header that says under which name a file is kept, and whether it is shown. The name may be anybody's: no path, no control
 * characters, nothing that ends the header. https://www.rfc-editor.org/rfc/rfc6266
 */
export function contentDisposition(name: string, contentType: string): string {
  const safe = safeName(name);
  const plain = safe.normalize("NFKD").replaceAll(/[^\w .()+-]/g, "_");
  const other = plain === safe ? "" : `; filename*=UTF-8''${encodeName(safe)}`;
  return `${shown.test(contentType) ? "inline" : "attachment"}; filename="${plain}"${other}`;
}

function safeName(name: string): string {
  const clean = name
    .toWellFormed()
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "")
    .replaceAll(/[/\\:*?"<>|%]/g, "_")
    // Hidden files, and folders.
    .replace(/^[.\s]+/, "")
    .trim();
  const dot = clean.lastIndexOf(".");
  const ending = dot > 0 && clean.length - dot <= 10 ? clean.slice(dot) : "";
  const letters = Array.from(clean.slice(0, clean.length - ending.length));
  return letters.slice(0, LONGEST_NAME).join("") + ending || "file";
}

/** Also what `encodeURIComponent` leaves: https://www.rfc-editor.org/rfc/rfc8187#section-3.2.1 */
function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
