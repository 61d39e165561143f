import { tell } from "./job/narration-work.ts";
import type { MediaMaker, MediaOrder } from "./media-maker.ts";
import type { NarrationClip } from "./narration-clip.ts";
import type { NarrationDependencies } from "./narration-dependencies.ts";
import { NarrationFolder } from "./narration-folder.ts";
import { narrationOrder } from "./narration-order.ts";
import type { AvatarSource, MadeSource } from "./narration-source.ts";
import { orderKey } from "./order-key.ts";
import { pruneNarrations } from "./prune-narrations.ts";
import { promptSeconds, speechSeconds } from "./words/speech-length.ts";

/**
 * Makes a stand-in for a narration on this machine: a presenter who says the script at an even pace. Where an agent
 * would write the script, he says the prompt, as often as it takes to be as long as the prompt asks.
 */
export async function makePlaceholder(
  source: MadeSource,
  maker: MediaMaker,
  dependencies: NarrationDependencies,
): Promise<NarrationClip> {
  const { cacheFolder, signal = new AbortController().signal } = dependencies;
  const folder = new NarrationFolder(cacheFolder, orderKey(narrationOrder(source), "placeholder"));
  const kept = await folder.readClip();
  if (kept) return kept;
  tell(dependencies, {
    state: "placeholder",
    message: "A placeholder presenter is drawn; HeyGen is not asked",
  });
  await folder.make();
  const { content, type, words } = await maker.make(placeholderOrder(source), signal);
  const clip = { file: folder.clipFile(type), words, subtitles: null };
  await folder.write(clip.file, content);
  await folder.writeClip(clip);
  await pruneNarrations(cacheFolder);
  return clip;
}

/** Smaller than what HeyGen would make, as it is drawn here. */
const shortSide = 720;

function placeholderOrder(source: MadeSource): MediaOrder {
  const silent = { kind: "video", format: "mp4", transparent: false, speed: 1 } as const;
  switch (source.type) {
    case "agent": {
      const size = source.orientation === "portrait" ? sizeOf("9:16") : sizeOf("16:9");
      const voice = { avatarId: source.avatar, voiceId: source.voice };
      return { ...silent, ...size, ...voice, script: spokenPrompt(source.prompt) };
    }
    case "avatar":
      return { ...silent, ...avatarOrder(source) };
    case "speech": {
      const { script, speed = 1, voice } = source;
      return { ...silent, kind: "speech", format: "mp3", width: 0, height: 0, script, speed, voiceId: voice };
    }
  }
}

function avatarOrder({
  script,
  avatar,
  voice,
  speed,
  transparent,
  aspectRatio,
}: AvatarSource): Omit<MediaOrder, "kind"> {
  const look = transparent
    ? ({ format: "webm", transparent: true } as const)
    : ({ format: "mp4", transparent: false } as const);
  return {
    ...look,
    ...sizeOf(aspectRatio ?? "16:9"),
    script,
    speed: speed ?? 1,
    avatarId: avatar,
    voiceId: voice,
  };
}

function sizeOf(aspect: string): { readonly width: number; readonly height: number } {
  const [across = 16, down = 9] = /^\d+:\d+$/.test(aspect) ? aspect.split(":").map(Number) : [];
  const scale = shortSide / Math.min(across, down);
  return { width: Math.round((across * scale) / 2) * 2, height: Math.round((down * scale) / 2) * 2 };
}

function spokenPrompt(prompt: string): string {
  const words = prompt.split(/\s+/).filter((word) => word !== "");
  const times = promptSeconds(prompt) / Math.max(0.1, speechSeconds(prompt));
  const count = Math.max(1, Math.round(words.length * times));
  return Array.from({ length: count }, (_, index) => words[index % words.length] ?? "").join(" ");
}
