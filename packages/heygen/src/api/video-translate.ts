import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { proofreads } from "./proofread.ts";
import {
  batchBegun,
  batchShown,
  callback,
  deletion,
  flag,
  listing,
  maybe,
  one,
  real,
  statuses,
  storedAsset,
  text,
  truth,
  videoHandling,
  videoPart,
  whole,
} from "./shapes.ts";

const translationRequest = z.strictObject({
  video: storedAsset,
  output_languages: z.array(z.string()).min(1).describe("Names from the list of languages"),
  mode: z.enum(["speed", "precision"]).default("speed"),
  title: text,
  input_language: text,
  audio: maybe(storedAsset),
  srt: maybe(storedAsset),
  srt_role: maybe(z.enum(["input", "output"])),
  speaker_num: whole,
  translate_audio_only: flag(false),
  brand_glossary_id: text,
  brand_voice_id: text,
  stock_voice_config: maybe(
    z.strictObject({
      use_stock_voice: flag(false),
      preferred_stock_voice_ids: z.array(z.string()).optional(),
    }),
  ),
  folder_id: text,
  ...callback,
  ...videoPart,
  fps_mode: maybe(z.enum(["vfr", "cfr", "passthrough"])),
  ...videoHandling,
});

/** A translation into one language. */
export const translationDetail = z.object({
  id: z.string(),
  status: z.enum(["pending", "running", "completed", "failed"]),
  title: text,
  duration: real,
  input_language: text,
  output_language: text,
  translate_audio_only: truth,
  video_url: text,
  audio_url: text,
  srt_caption_url: text,
  vtt_caption_url: text,
  callback_id: text,
  created_at: whole,
  failure_message: text,
});

/** Videos spoken in other languages. */
export const videoTranslate = {
  create: endpoint("POST /v3/video-translations", "Translate a video", {
    body: translationRequest,
    response: one(z.object({ video_translation_ids: z.array(z.string()) })),
    idempotencyKey: true,
  }),
  list: endpoint("GET /v3/video-translations", "List translations", listing(translationDetail)),
  get: endpoint("GET /v3/video-translations/{video_translation_id}", "Show a translation", {
    response: one(translationDetail),
  }),
  update: endpoint("PATCH /v3/video-translations/{video_translation_id}", "Rename a translation", {
    body: z.strictObject({ title: z.string() }),
    response: one(translationDetail),
  }),
  delete: endpoint("DELETE /v3/video-translations/{video_translation_id}", "Delete a translation", deletion),
  languages: {
    list: endpoint("GET /v3/video-translations/languages", "List the languages to translate into", {
      response: one(z.object({ languages: z.array(z.string()) })),
    }),
  },
  batches: {
    create: endpoint("POST /v3/video-translations/batches", "Translate many videos", {
      body: z.strictObject({
        title: text,
        callback_url: text,
        video_translations: z.array(translationRequest),
      }),
      ...batchBegun,
      idempotencyKey: true,
    }),
    get: endpoint(
      "GET /v3/video-translations/batches/{batch_id}",
      "Show a batch of translations",
      batchShown,
    ),
  },
  statuses: {
    list: endpoint("GET /v3/video-translations/statuses", "Show the states of many translations", {
      query: z.strictObject({
        video_translation_ids: z.string().optional(),
        batch_ids: z.string().optional(),
      }),
      response: statuses,
    }),
  },
  proofreads,
};
