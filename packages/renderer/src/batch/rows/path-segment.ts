import { NameFault } from "../batch-error.ts";

/** Of 255 bytes that file systems allow, some are kept for the ending that half-written files have. */
const LONGEST_NAME = 220;
/** What separates names, and what Windows allows in none: https://learn.microsoft.com/windows/win32/fileio/naming-a-file */
const unsafe = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}<>:"/\\|?*]+/gu;
/** Devices of Windows, with any ending. */
const reserved = /^(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?=\.|$)/i;

/**
 * Makes a value safe as a part of one name in a path: what separates names becomes a dash.
 *
 * @throws {NameFault} if there is no value, it is no text or number, or it would lead out of the folder.
 */
export function toPathPart(value: unknown): string {
  if (value === null || value === undefined || value === "") throw new NameFault("is missing");
  if (typeof value !== "string" && typeof value !== "number" && typeof value !== "boolean") {
    throw new NameFault("is not a text or number");
  }
  const text = String(value).toWellFormed().normalize("NFC");
  if (/^[/\\]|^[a-z]:[/\\]|(?:^|[/\\])\.\.(?:[/\\]|$)/i.test(text)) {
    throw new NameFault(`leads out of the folder (${JSON.stringify(text.slice(0, 80))})`, { climbs: true });
  }
  const part = text.replaceAll(unsafe, "-").replace(/^\.+/, "-").trim();
  if (part === "") throw new NameFault("is empty");
  return part;
}

/**
 * Checks one name of a path in which all values stand, and keeps it off the names of devices.
 *
 * @throws {NameFault} if it is too long.
 */
export function finishSegment(segment: string): string {
  const name = segment.replace(reserved, "_$&").replace(/[. ]+$/, "");
  if (name === "") throw new NameFault("is empty");
  if (Buffer.byteLength(name) > LONGEST_NAME) {
    throw new NameFault(`is longer than ${LONGEST_NAME} bytes (${JSON.stringify(name.slice(0, 40))}…)`);
  }
  return name;
}
