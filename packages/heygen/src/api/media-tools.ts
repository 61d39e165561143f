import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import {
  anyAsset,
  anything,
  callback,
  deletion,
  flag,
  listing,
  maybe,
  one,
  real,
  storedAsset,
  text,
  whole,
} from "./shapes.ts";

const removal = z.object({
  id: z.string(),
  status: z.string(),
  layers: maybe(anything),
  duration: real,
  created_at: whole,
  completed_at: whole,
  error: text,
});

/** Videos without their background. */
export const backgroundRemoval = {
  create: endpoint("POST /v3/background-removals", "Remove a video's background", {
    body: z.strictObject({
      video: anyAsset,
      title: text,
      layers: z.array(z.string()).optional(),
      request_id: text,
    }),
    response: one(removal),
  }),
  list: endpoint("GET /v3/background-removals", "List background removals", listing(removal)),
  get: endpoint("GET /v3/background-removals/{job_id}", "Show a background removal", {
    response: one(removal),
  }),
  delete: endpoint("DELETE /v3/background-removals/{job_id}", "Delete a background removal", {
    response: one(z.object({ id: z.string(), deleted: z.boolean() })),
    destructive: true,
  }),
};

const clipSettings = z.strictObject({
  aspect_ratio: z.enum(["landscape", "portrait", "square"]).default("portrait"),
  captions: flag(true),
  caption_style: z
    .enum([
      "subtle_gray",
      "shadow_mint",
      "subtle_cyan",
      "stamp_red",
      "retro_gold",
      "block_dark",
      "racing",
      "modern_dark",
      "modern_boxed",
      "chunky",
      "clean",
      "shadow_lime",
      "tag_yellow",
      "pop_purple",
      "spotlight",
      "outline_classic",
      "exotic",
      "golden",
      "simple",
      "pop_single",
      "energy",
      "bold",
      "elegant",
      "neon_pink",
    ])
    .default("outline_classic"),
  duration_types: z.array(z.enum(["30", "60", "180", "long"])).optional(),
  prompt: text,
});
const clipping = z.object({
  id: z.string(),
  status: z.enum(["pending", "running", "completed", "failed", "cancelled"]),
  progress: z.int().optional(),
  title: text,
  input_language: text,
  source_duration: real,
  // An answer may have more fields than a request.
  output_settings: maybe(clipSettings.partial().loose()),
  clips: z
    .array(
      z.object({
        id: z.string(),
        status: z.enum(["pending", "completed", "failed"]),
        title: text,
        aspect_ratio: maybe(z.enum(["landscape", "portrait", "square"])),
        duration_seconds: real,
        video_url: text,
        thumbnail_url: text,
        virality_score: whole,
        failure_message: text,
      }),
    )
    .optional(),
  callback_id: text,
  created_at: whole,
  failure_message: text,
});

/** Short clips cut from a long video. */
export const aiClipping = {
  create: endpoint("POST /v3/ai-clipping", "Cut short clips from a video", {
    body: z.strictObject({
      video: storedAsset,
      title: text,
      input_language: text,
      output_settings: maybe(clipSettings),
      ...callback,
    }),
    response: one(clipping),
  }),
  list: endpoint("GET /v3/ai-clipping", "List clippings", listing(clipping)),
  get: endpoint("GET /v3/ai-clipping/{job_id}", "Show a clipping and its clips", { response: one(clipping) }),
  delete: endpoint("DELETE /v3/ai-clipping/{job_id}", "Delete a clipping", deletion),
};
