import type { Digest, FileDigests } from "@hyperframes-engine/store";
import type { SoundTrack } from "../audio/mix-cues.ts";
import { noLookupCache, type LookupCache } from "../media/lookup-cache.ts";

/** What several renders do once, their sound included. */
export interface RenderCache extends LookupCache {
  /** What was read already; `null`: each render reads for itself. */
  readonly digests: FileDigests | null;
  /** The mix of that name in `file`, or else what `make` writes there. */
  mix(name: Digest, file: string, make: () => Promise<SoundTrack | null>): Promise<SoundTrack | null>;
}

/** Remembers nothing: for what is rendered alone. */
export const noCache: RenderCache = {
  ...noLookupCache,
  digests: null,
  mix: (_name, _file, make) => make(),
};
