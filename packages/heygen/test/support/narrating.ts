import { join } from "node:path";
import type { NarrationDependencies } from "../../src/narration/narration-dependencies.ts";
import type { NarrationEvent } from "../../src/narration/narration-event.ts";
import type { AgentSource, AvatarSource, SpeechSource } from "../../src/narration/narration-source.ts";
import type { Emulated } from "./emulated.ts";

const words = "Revenue rose by a tenth, and churn fell below two per cent.";

/** Sources that any emulator takes; `mark` is put into the text. */
export const narrated = {
  agent: (mark = ""): AgentSource => ({ type: "agent", prompt: `A 20-second video about tides ${mark}` }),
  avatar: (mark = ""): AvatarSource => ({
    type: "avatar",
    avatar: "look_ada_studio",
    script: `${words}${mark}`,
  }),
  speech: (mark = ""): SpeechSource => ({ type: "speech", voice: "voice_clara", script: `${words}${mark}` }),
};

/** What `makeNarration` needs, against the emulator, with what it told. */
export function narrating(
  all: Emulated,
  changes: Partial<NarrationDependencies> = {},
): NarrationDependencies & { readonly told: NarrationEvent[] } {
  const told: NarrationEvent[] = [];
  return {
    told,
    client: async () => Promise.resolve(all.client),
    apiBase: all.emulator.url,
    cacheFolder: join(all.folder, "cache"),
    locate: async (src) => Promise.resolve(join(all.folder, src)),
    now: Date.now,
    timeoutSeconds: 240,
    onProgress: (event) => void told.push(event),
    ...changes,
  };
}

/** How often the request was carried out that a narration costs. */
export function paid({ emulator }: Emulated): number {
  const costly = ["POST /v3/video-agents", "POST /v3/videos", "POST /v3/voices/speech"];
  return costly.reduce((sum, endpoint) => sum + emulator.carriedOut(endpoint), 0);
}
