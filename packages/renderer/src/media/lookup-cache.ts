import type { MediaInfo } from "../ffmpeg/media-info.ts";

/** What several renders do once. Of what fails, nothing is remembered. */
export interface LookupCache {
  /** The file of an address, or else the one that `locate` finds or fetches. */
  locate(address: string, locate: () => Promise<string>): Promise<string>;
  /** What is known of a file as it is now, or else what `probe` finds out. */
  probe(file: string, probe: () => Promise<MediaInfo>): Promise<MediaInfo>;
}

/** Remembers nothing: for what is rendered alone. */
export const noLookupCache: LookupCache = {
  locate: (_, locate) => locate(),
  probe: (_, probe) => probe(),
};
