import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import {
  anyAsset,
  batchBegun,
  batchShown,
  callback,
  flag,
  list,
  maybe,
  one,
  page,
  real,
  statuses,
  text,
  truth,
  whole,
} from "./shapes.ts";

const share = z.number().min(0).max(1);
const aspect = z.enum(["16:9", "9:16", "4:5", "5:4", "1:1", "auto"]);

const voiceEngine = z.discriminatedUnion("engine_type", [
  z.strictObject({
    engine_type: z.literal("elevenlabs"),
    model: maybe(z.enum(["eleven_multilingual_v2", "eleven_turbo_v2_5", "eleven_flash_v2_5", "eleven_v3"])),
    similarity_boost: maybe(share),
    stability: maybe(share),
    style: maybe(share),
    use_speaker_boost: truth,
  }),
  z.strictObject({
    engine_type: z.literal("fish"),
    model: maybe(z.enum(["s1", "s2-pro"])),
    stability: maybe(share),
    similarity: maybe(share),
  }),
  z.strictObject({ engine_type: z.literal("starfish") }),
]);

const speech = {
  script: maybe(z.string().min(1)).describe("What is said, at most 5000 characters; excludes audio"),
  voice_id: text.describe("Needed with a script unless the avatar has a voice of its own"),
  audio_url: text,
  audio_asset_id: text,
  voice_settings: maybe(
    z.strictObject({
      speed: z.number().min(0.5).max(1.5).default(1),
      pitch: z.number().min(-50).max(50).default(0),
      volume: share.default(1),
      locale: text,
      engine_settings: maybe(voiceEngine),
    }),
  ),
};

const engine = maybe(
  z.discriminatedUnion("type", [
    z.strictObject({ type: z.literal("avatar_v"), reference_look_id: text }),
    z.strictObject({ type: z.literal("avatar_iv") }),
    z.strictObject({ type: z.literal("avatar_iii") }),
  ]),
);
const motion = { motion_prompt: text, expressiveness: maybe(z.enum(["high", "medium", "low"])) };

const output = {
  title: text,
  resolution: maybe(z.enum(["4k", "1080p", "720p"])),
  aspect_ratio: aspect.nullish().default("16:9"),
  caption: maybe(
    z.strictObject({ file_format: z.enum(["srt"]).default("srt"), style: maybe(z.enum(["default"])) }),
  ).describe("An SRT file always comes along; a style burns the captions in too"),
  ...callback,
  watermark: maybe(
    z.strictObject({
      image: anyAsset,
      scale: z.number().gt(0).max(2).default(1),
      opacity: share.default(1),
      placement: maybe(
        z.strictObject({
          position: z.enum(["top_left", "top_right", "bottom_left", "bottom_right"]).default("bottom_right"),
          offset_x: maybe(z.number().min(-1).max(1)),
          offset_y: maybe(z.number().min(-1).max(1)),
        }),
      ),
    }),
  ),
};

const picture = {
  fit: maybe(z.enum(["contain", "cover"])),
  background: maybe(
    z.strictObject({ type: z.enum(["color", "image"]), value: text, url: text, asset_id: text }),
  ),
  remove_background: truth,
  output_format: z
    .enum(["mp4", "webm"])
    .default("mp4")
    .describe("webm is transparent, and takes no background"),
};
const filing = { folder_id: text, brand_glossary_id: text };

const fromAvatar = z.strictObject({
  type: z.literal("avatar"),
  avatar_id: z.string().describe("A look, not a group"),
  ...speech,
  ...output,
  ...picture,
  ...motion,
  ...filing,
  engine,
});
const fromImage = z.strictObject({
  type: z.literal("image"),
  image: anyAsset,
  ...speech,
  ...output,
  ...picture,
  ...motion,
  ...filing,
});
const fromPrompt = z.strictObject({
  type: z.literal("cinematic_avatar"),
  prompt: z.string().min(1).max(10_000),
  avatar_id: z.array(z.string()).min(1).max(3),
  references: maybe(z.array(anyAsset)),
  duration: maybe(z.int().min(4).max(15)),
  auto_duration: flag(false),
  enhance_prompt: flag(false),
  aspect_ratio: aspect.default("16:9"),
  resolution: z.enum(["720p", "1080p"]).default("720p"),
  title: text,
});

const scene = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("avatar_video"),
    input: z.strictObject({
      type: z.string(),
      avatar_id: z.string(),
      ...speech,
      script: text,
      background: maybe(
        z.discriminatedUnion("type", [z.strictObject({ type: z.literal("color"), color: z.string() })]),
      ),
      engine,
      ...motion,
    }),
  }),
  z.strictObject({ type: z.literal("image"), source: anyAsset, duration: real, ...speech, script: text }),
  z.strictObject({
    type: z.literal("video"),
    source: anyAsset,
    playback: maybe(z.strictObject({ mute: flag(false), volume: z.number().default(1) })),
    ...speech,
    script: text,
  }),
]);
const fromScenes = z.strictObject({
  type: z.literal("studio"),
  scenes: z.array(scene).min(1).max(50),
  ...output,
});

/** The body of `POST /v3/videos`: one of four kinds. */
export const videoRequest = z.discriminatedUnion("type", [fromAvatar, fromImage, fromPrompt, fromScenes]);

/** A video as every path shows it. All addresses expire; reading the video again gives new ones. */
export const videoDetail = z.object({
  id: z.string(),
  status: z.enum(["pending", "processing", "completed", "failed"]),
  title: text,
  created_at: whole,
  completed_at: whole,
  duration: real.describe("Seconds"),
  video_url: text,
  captioned_video_url: text,
  subtitle_url: text,
  thumbnail_url: text,
  gif_url: text,
  video_page_url: text,
  folder_id: text,
  output_language: text,
  failure_code: text,
  failure_message: text,
});

/** Videos of avatars. */
export const video = {
  create: endpoint("POST /v3/videos", "Make a video from an avatar, an image, a prompt or scenes", {
    body: videoRequest,
    response: one(
      z.object({
        video_id: z.string(),
        status: z.string(),
        output_format: z.enum(["mp4", "webm"]).optional(),
      }),
    ),
    idempotencyKey: true,
  }),
  list: endpoint("GET /v3/videos", "List videos", {
    query: z.strictObject({
      ...page(100, 10),
      folder_id: z.string().optional(),
      title: z.string().optional(),
    }),
    response: list(videoDetail),
  }),
  get: endpoint("GET /v3/videos/{video_id}", "Show a video's state and addresses", {
    response: one(videoDetail),
  }),
  delete: endpoint("DELETE /v3/videos/{video_id}", "Delete a video", {
    response: one(z.object({ id: z.string(), deleted: z.boolean().optional() })),
    destructive: true,
  }),
  batches: {
    create: endpoint("POST /v3/videos/batches", "Make many videos", {
      body: z.strictObject({ title: text, callback_url: text, videos: z.array(videoRequest) }),
      ...batchBegun,
    }),
    get: endpoint("GET /v3/videos/batches/{batch_id}", "Show a batch of videos", batchShown),
  },
  statuses: {
    list: endpoint("GET /v3/videos/statuses", "Show the states of many videos", {
      query: z.strictObject({ video_ids: z.string().optional(), batch_ids: z.string().optional() }),
      response: statuses,
    }),
  },
};
