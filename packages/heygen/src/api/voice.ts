import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { anyAsset, flag, list, maybe, one, page, text, whole } from "./shapes.ts";

/** A voice of the library. */
export const voiceItem = z.object({
  voice_id: z.string(),
  name: z.string(),
  language: z.string(),
  gender: z.string(),
  type: z.enum(["public", "private"]),
  support_pause: z.boolean(),
  support_locale: z.boolean(),
  preview_audio_url: text,
});

/** Voices, and speech without a picture. */
export const voice = {
  list: endpoint("GET /v3/voices", "List voices", {
    query: z.strictObject({
      type: z.enum(["public", "private"]).default("public"),
      engine: z.string().optional(),
      language: z.string().optional(),
      gender: z.string().optional(),
      ...page(100, 20),
    }),
    response: list(voiceItem),
  }),
  get: endpoint("GET /v3/voices/{voice_id}", "Show a voice, or how far its cloning is", {
    response: one(
      z.object({
        voice_id: z.string(),
        name: text,
        language: text,
        gender: text,
        status: maybe(z.enum(["processing", "complete", "failed"])),
        failure_message: text,
        preview_audio_url: text,
        support_pause: z.boolean(),
        support_interactive_avatar: z.boolean().optional(),
        created_at: whole,
      }),
    ),
  }),
  create: endpoint("POST /v3/voices", "Design a voice from a description", {
    body: z.strictObject({
      prompt: z.string().min(1).max(1000),
      gender: text,
      locale: text,
      seed: z.int().min(0).default(0),
    }),
    response: one(z.object({ seed: z.int(), voices: z.array(voiceItem) })),
  }),
  clone: endpoint("POST /v3/voices/clone", "Clone a voice from a recording", {
    body: z.strictObject({
      audio: anyAsset,
      voice_name: z.string(),
      language: text,
      remove_background_noise: flag(true),
    }),
    response: one(z.object({ voice_clone_id: z.string() })),
  }),
  delete: endpoint("DELETE /v3/voices/{voice_id}", "Delete a voice", {
    response: one(z.object({ voice_id: z.string() })),
    destructive: true,
  }),
  speech: {
    create: endpoint("POST /v3/voices/speech", "Speak a text, with the time of each word", {
      body: z.strictObject({
        text: z.string().min(1).max(5000),
        voice_id: z.string().describe("Of the starfish engine"),
        input_type: z.enum(["text", "ssml"]).default("text"),
        speed: z.number().min(0.5).max(2).default(1),
        language: text,
        locale: text,
      }),
      response: one(
        z.object({
          audio_url: z.string(),
          duration: z.number().describe("Seconds"),
          request_id: text,
          word_timestamps: maybe(
            z.array(z.object({ word: z.string(), start: z.number(), end: z.number() })),
          ).describe("Seconds. The words <start> and <end> are marks, not words"),
        }),
      ),
    }),
  },
};
