import { realpath } from "node:fs/promises";
import {
  connectToAddresses,
  lookupAddresses,
  rememberingLookup,
  type Outside,
} from "@hyperframes-engine/network";
import { isPictureRoute } from "@hyperframes-engine/template";
import { projectOrigin } from "../browser/project-files.ts";
import { findProjectEntry } from "../browser/project-path.ts";
import { MediaError } from "../errors.ts";
import { milliseconds, type Milliseconds } from "../timeline/units.ts";
import { downloadMedia } from "./download-media.ts";
import { downloadFile } from "./media-cache.ts";
import { storeDataUrl } from "./store-data-url.ts";

/** Where media may come from. */
export interface SourcePlaces {
  readonly projectFolder: string;
  /** Downloads are kept in `media` in here. */
  readonly cacheFolder: string;
  readonly signal: AbortSignal;
  /** How addresses of the network are reached. */
  readonly outside: Outside;
  readonly limits: DownloadLimits;
}

/** What a download may take. */
interface DownloadLimits {
  readonly bytes: number;
  readonly time: Milliseconds;
}

/** The network as it is. A server may be silent for 30 s, and takes 10 s to connect at most. */
export function openOutside(): Outside {
  return {
    lookup: rememberingLookup(lookupAddresses),
    connect: connectToAddresses,
    connectLimit: milliseconds(10_000),
    idleLimit: milliseconds(30_000),
  };
}

/** 2 GiB, in 15 minutes. */
export const downloadLimits: DownloadLimits = { bytes: 2 ** 31, time: milliseconds(900_000) };

/**
 * Finds or fetches the file of a media element's address.
 *
 * @returns an absolute path.
 * @throws {MediaError} if it cannot be had, as the end of a sentence that begins with the address.
 */
export async function locateSource(address: string, places: SourcePlaces): Promise<string> {
  const url = URL.parse(address);
  if (!url) throw new MediaError("is not a well-formed address");
  if (url.protocol === "http:" && url.origin === projectOrigin) return locateInProject(url, places);
  const file = downloadFile(places.cacheFolder, address);
  if (url.protocol === "data:") return storeDataUrl(address, file);
  if (url.protocol === "http:" || url.protocol === "https:") return downloadMedia(url, file, places);
  throw new MediaError(`cannot be used (${url.protocol}): give a file of the project, or an https address`);
}

async function locateInProject(url: URL, { projectFolder }: SourcePlaces): Promise<string> {
  if (isPictureRoute(url.pathname)) {
    throw new MediaError(
      "cannot be used: data names it, and it is on a host that the template does not. Put the host into hosts of template.json, or the file into the project",
    );
  }
  const entry = await findProjectEntry(await realpath(projectFolder), url.pathname);
  switch (entry.kind) {
    case "file":
      return entry.realPath;
    case "missing":
      throw new MediaError("is not in the project folder");
    case "folder":
      throw new MediaError("is a folder");
    case "refused":
      throw new MediaError(`cannot be used: ${entry.reason}`);
  }
}
