import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { anything, callback, flag, list, maybe, one, page, text, truth, whole } from "./shapes.ts";
import { videoDetail } from "./video.ts";

const item = {
  id: z.string(),
  name: z.string(),
  aspect_ratio: text,
  thumbnail_url: text,
  created_at: whole,
  updated_at: whole,
};

/** Templates made in HeyGen's studio. */
export const template = {
  list: endpoint("GET /v3/templates", "List templates", {
    query: z.strictObject(page(100, 10)),
    response: list(z.object(item)),
  }),
  get: endpoint("GET /v3/templates/{template_id}", "Show a template and its variables", {
    response: one(
      z.object({
        ...item,
        variables: anything.optional(),
        scene_ids: z.array(z.string()).optional(),
        scenes: z
          .array(
            z.object({
              scene_id: z.string(),
              script: text,
              variables: z.array(z.object({ name: z.string(), variable_type: z.string() })).optional(),
            }),
          )
          .optional(),
      }),
    ),
  }),
  generate: endpoint("POST /v3/templates/{template_id}", "Make a video from a template", {
    body: z.strictObject({
      variables: anything,
      title: text,
      caption: flag(false),
      dimension: maybe(z.strictObject({ width: z.int(), height: z.int() })),
      fps: z.number().default(25),
      scene_ids: maybe(z.array(z.string())),
      subtitles: maybe(
        z.strictObject({
          preset_name: z.string(),
          alignment: z.int().nullish().default(2),
          font_size: whole,
          disable_highlight: truth.default(false),
          position: maybe(z.strictObject({ x: z.number().default(0), y: z.number().default(0) })),
        }),
      ),
      brand_voice_id: text,
      brand_glossary_id: text,
      folder_id: text,
      include_gif: flag(false),
      enable_sharing: flag(false),
      keep_text_vertically_centered: flag(false),
      reorder_music: flag(true),
      ...callback,
    }),
    response: one(videoDetail),
  }),
};
