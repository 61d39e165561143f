import type { avatarGroup, avatarLook, voiceItem } from "@hyperframes-engine/heygen";
import type { z } from "zod";

/** A look, and whether it can be cut out. */
export type SeededLook = z.infer<typeof avatarLook> & { readonly group_id: string };

const created = 1_760_000_000;
const engines = ["avatar_v", "avatar_iv", "avatar_iii"];

/** The people that every account has. */
export const seededGroups: ReadonlyArray<z.infer<typeof avatarGroup>> = [
  {
    id: "group_ada",
    name: "Ada",
    created_at: created,
    looks_count: 2,
    gender: "female",
    default_voice_id: "voice_clara",
  },
  { id: "group_max", name: "Max", created_at: created, looks_count: 1, gender: "male" },
];

/** Their looks. */
export const seededLooks: readonly SeededLook[] = [
  {
    id: "look_ada_studio",
    name: "Ada in the studio",
    avatar_type: "studio_avatar",
    group_id: "group_ada",
    preferred_orientation: "landscape",
    image_width: 1920,
    image_height: 1080,
    supported_api_engines: engines,
    default_voice_id: "voice_clara",
    tags: ["business"],
  },
  {
    id: "look_ada_photo",
    name: "Ada, a photo",
    avatar_type: "photo_avatar",
    group_id: "group_ada",
    preferred_orientation: "portrait",
    image_width: 1080,
    image_height: 1920,
    supported_api_engines: ["avatar_iv"],
    default_voice_id: "voice_clara",
    tags: [],
  },
  {
    id: "look_max_twin",
    name: "Max",
    avatar_type: "digital_twin",
    group_id: "group_max",
    preferred_orientation: "square",
    image_width: 1080,
    image_height: 1080,
    supported_api_engines: ["avatar_v", "avatar_iv"],
    tags: [],
  },
];

/** Looks that can stand on nothing. HeyGen does not tell which can. */
export const transparentLooks: ReadonlySet<string> = new Set(["look_ada_studio"]);

/** The voices that every account has. */
export const seededVoices: ReadonlyArray<z.infer<typeof voiceItem> & { readonly engine: string }> = [
  voice("Clara", "female", "starfish"),
  voice("Oscar", "male", "starfish"),
  voice("Elena", "female", "elevenlabs"),
];

/** Languages to translate into. */
export const languages = [
  "Arabic",
  "Chinese",
  "English",
  "French",
  "German",
  "Hindi",
  "Japanese",
  "Spanish",
] as const;

function voice(name: string, gender: string, engine: string): (typeof seededVoices)[number] {
  const voice_id = `voice_${name.toLowerCase()}`;
  const can = { support_pause: true, support_locale: true };
  return {
    voice_id,
    name,
    language: "English",
    gender,
    type: "public",
    ...can,
    preview_audio_url: null,
    engine,
  };
}
