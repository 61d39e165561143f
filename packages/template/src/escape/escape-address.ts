/** What an address is replaced by that could run or fetch what it should not: it leads to the page itself. */
export const BLOCKED_ADDRESS = "#blocked";

const pageSchemes = /^(?:https?|mailto|tel):/i;
const mediaSchemes = /^https?:/i;
const pictureData = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp)(?:;base64)?,[\w+/=%.-]*$/i;
// What browsers take away before they read an address: https://url.spec.whatwg.org/#concept-basic-url-parser
const around = new RegExp(String.raw`^[\0-\x20\x7f-\xa0\ufeff]+|[\0-\x20\x7f-\xa0\ufeff]+$`, "g");
const within = new RegExp(String.raw`[\0-\x1f\x7f-\x9f]`, "g");

/** An address as a whole: http, https and relative ones, mail and telephone for links, pictures as data for media. */
export function escapeAddress(value: string, isMedia: boolean): string {
  const address = value.toWellFormed().replaceAll(around, "").replaceAll(within, "");
  const hasScheme = /^[^/?#]*[:\\]/.test(address);
  const isGood = isMedia
    ? mediaSchemes.test(address) || pictureData.test(address)
    : pageSchemes.test(address);
  if (hasScheme && !isGood) return BLOCKED_ADDRESS;
  return address.replaceAll(/[\s"'()<>\\^`{|}]|[^\p{ASCII}]/gu, encodeCharacter);
}

/** A part of an address: it ends no part that the author began, and climbs out of no folder. */
export function escapeAddressPart(value: string): string {
  return value
    .toWellFormed()
    .split("/")
    .filter((segment) => segment !== "" && !/^\.{1,2}$/.test(segment))
    .map((segment) => segment.replaceAll(/[^\w.~-]/gu, encodeCharacter))
    .join("/");
}

/** A list of pictures with their sizes: each address is checked. */
export function escapeSrcset(value: string, route: (address: string) => string): string {
  return value
    .trim()
    .split(/\s*,\s+|,$/)
    .filter(Boolean)
    .map((candidate) => {
      const [, address = candidate, size = ""] = /^(\S+)\s+(\d+(?:\.\d+)?[wx])$/.exec(candidate) ?? [];
      const safe = route(escapeAddress(address, true).replaceAll(/^,+|,+$/g, ""));
      return size ? `${safe} ${size}` : safe;
    })
    .join(", ");
}

function encodeCharacter(character: string): string {
  return [...new TextEncoder().encode(character)]
    .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, "0")}`)
    .join("");
}
