import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { list, page, real, text } from "./shapes.ts";

const soundType = z.enum(["music", "sound_effects"]);

/** Music and sound effects. */
export const audio = {
  sounds: {
    list: endpoint("GET /v3/audio/sounds", "Search music and sound effects", {
      query: z.strictObject({
        query: z.string(),
        type: soundType.default("music"),
        min_score: z.number().min(0).max(1).default(0.7),
        ...page(50, 10),
      }),
      response: list(
        z.object({
          id: z.string(),
          name: z.string(),
          type: soundType,
          description: z.string(),
          audio_url: z.string(),
          score: z.number(),
          duration: real,
          peak_offset: real,
          placement: text,
        }),
      ),
    }),
  },
};

/** A brand's words and looks. */
export const brand = {
  glossaries: {
    list: endpoint("GET /v3/brand-glossaries", "List a brand's glossaries", {
      query: z.strictObject(page(100, 10)),
      response: list(
        z.object({
          brand_glossary_id: z.string(),
          name: z.string(),
          created_at: z.string(),
          updated_at: z.string(),
        }),
      ),
    }),
  },
  kits: {
    list: endpoint("GET /v3/brand-kits", "List brand kits", {
      query: z.strictObject(page(100, 20)),
      response: list(
        z.object({
          brand_kit_id: z.string(),
          name: z.string(),
          colors: z.array(z.string()).optional(),
          logo_url: text,
        }),
      ),
    }),
  },
};
