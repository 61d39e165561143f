import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { callback, flag, maybe, one, storedAsset, text, truth, whole } from "./shapes.ts";

const status = z.enum(["processing", "completed", "failed"]);

/** A translation that somebody corrects before it is spoken. */
export const proofreadDetail = z.object({
  id: z.string(),
  status,
  title: text,
  input_language: text,
  output_language: text,
  submitted_for_review: truth,
  created_at: whole,
  failure_message: text,
});

/** Translations that are read and corrected before the video is made. */
export const proofreads = {
  create: endpoint("POST /v3/video-translations/proofreads", "Translate a video's words, to be corrected", {
    body: z.strictObject({
      video: storedAsset,
      output_languages: z.array(z.string()).min(1),
      title: z.string(),
      mode: z.enum(["speed", "precision"]).default("speed"),
      srt: maybe(storedAsset),
      speaker_num: whole,
      folder_id: text,
      brand_glossary_id: text,
      brand_voice_id: text,
      disable_music_track: flag(false),
      enable_speech_enhancement: flag(false),
      enable_video_stretching: flag(false),
      keep_the_same_format: flag(false),
    }),
    response: one(z.object({ proofread_ids: z.array(z.string()), status })),
    idempotencyKey: true,
  }),
  get: endpoint("GET /v3/video-translations/proofreads/{proofread_id}", "Show a proofread", {
    response: one(proofreadDetail),
  }),
  generate: endpoint(
    "POST /v3/video-translations/proofreads/{proofread_id}/generate",
    "Make the video from the corrected words",
    {
      body: z.strictObject({ captions: flag(false), translate_audio_only: flag(false), ...callback }),
      response: one(z.object({ video_translation_id: z.string(), status })),
      idempotencyKey: true,
    },
  ),
  srt: {
    get: endpoint(
      "GET /v3/video-translations/proofreads/{proofread_id}/srt",
      "Show where the words of a proofread are",
      { response: one(z.object({ srt_url: z.string(), original_srt_url: text })) },
    ),
    update: endpoint(
      "PUT /v3/video-translations/proofreads/{proofread_id}/srt",
      "Replace the words of a proofread",
      { body: z.strictObject({ srt: storedAsset }), response: one(proofreadDetail) },
    ),
  },
};
