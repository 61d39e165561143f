/** The largest part of a file that must be looked at; a GIF whose second picture begins later counts as animated. */
export const DECISIVE_BYTES = 2 ** 20;

/**
 * Whether the beginning of a file is that of a picture which moves by itself: GIF, PNG, WebP or AVIF with several
 * frames, or SVG with such a picture in it.
 */
export function isAnimatedPicture(bytes: Uint8Array): boolean {
  const head = latin1(bytes.subarray(0, 64));
  if (head.startsWith("GIF8")) return hasSecondPicture(bytes);
  if (head.startsWith("\u0089PNG")) return hasAnimationChunk(bytes);
  // https://developers.google.com/speed/webp/docs/riff_container#extended_file_format
  if (head.startsWith("RIFF") && head.startsWith("WEBPVP8X", 8)) return ((bytes[20] ?? 0) & 2) !== 0;
  // An image sequence says so among its brands: https://aomediacodec.github.io/av1-avif/#image-sequence-brand
  if (head.startsWith("ftyp", 4)) return head.slice(8).includes("avis");
  return isMarkup(head) && embedsAnimation(latin1(bytes));
}

function latin1({ buffer, byteOffset, byteLength }: Uint8Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString("latin1");
}

function isMarkup(head: string): boolean {
  return /^(?:\u00EF\u00BB\u00BF)?\s*</.test(head);
}

function embedsAnimation(markup: string): boolean {
  const pictures = [
    ...markup.matchAll(/data:image\/(?:gif|png|apng|webp|avif)[^,"']*;base64,([A-Za-z0-9+/=\s]+)/g),
  ];
  return pictures.some(([, base64 = ""]) => isAnimatedPicture(Buffer.from(base64, "base64")));
}

/** APNG says so before its first picture: https://www.w3.org/TR/png-3/#acTL-chunk */
function hasAnimationChunk(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 8 <= bytes.length; at += view.getUint32(at) + 12) {
    const type = latin1(bytes.subarray(at + 4, at + 8));
    if (type === "acTL") return true;
    if (type === "IDAT") return false;
  }
  return false;
}

/** https://www.w3.org/Graphics/GIF/spec-gif89a.txt */
function hasSecondPicture(bytes: Uint8Array): boolean {
  const at = (place: number): number => bytes[place] ?? 0;
  let pictures = 0;
  let place = 13 + colorTableBytes(at(10));
  while (place < bytes.length && pictures < 2) {
    const isPicture = at(place) === 0x2c;
    const isExtension = at(place) === 0x21;
    if (!isPicture && !isExtension) return false;
    pictures += Number(isPicture);
    place += isPicture ? 11 + colorTableBytes(at(place + 9)) : 2;
    while (place < bytes.length && at(place) > 0) place += at(place) + 1;
    place += 1;
  }
  return pictures > 1 || bytes.length >= DECISIVE_BYTES;
}

function colorTableBytes(flags: number): number {
  return flags & 0x80 ? 3 * 2 ** ((flags & 7) + 1) : 0;
}
