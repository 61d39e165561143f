import { projectOrigin } from "../browser/project-files.ts";
import { MediaError } from "../errors.ts";
import { downloadLimits, locateSource, openOutside } from "../media/locate-source.ts";
import { NarrationError } from "./narration-error.ts";

/** Where a narration's files may come from. */
interface NarrationPlaces {
  readonly projectFolder: string;
  /** Downloads are kept in `media` in here. */
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
}

/**
 * Finds a file of a narration in its project, or fetches it from an https address.
 *
 * @returns an absolute path.
 * @throws {NarrationError} if it is not there, lies outside of the project, or cannot be fetched within the limits.
 */
export async function locateNarrationFile(src: string, places: NarrationPlaces): Promise<string> {
  const isAddress = /^[a-z][a-z0-9+.-]*:/i.test(src);
  if (!isAddress && src.split(/[/\\]/).includes("..")) {
    throw NarrationError.of(`The narration's ${src} lies outside of the project: give a path in it.`);
  }
  const address = isAddress
    ? src
    : `${projectOrigin}/${encodeURI(src.replace(/^\//, "")).replaceAll(/[?#]/g, encodeURIComponent)}`;
  try {
    return await locateSource(address, { ...places, outside: openOutside(), limits: downloadLimits });
  } catch (error) {
    if (error instanceof MediaError) throw NarrationError.of(`The narration's ${src} ${error.message}.`);
    throw error;
  }
}
