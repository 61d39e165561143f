import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { anyAsset, deletion, list, maybe, one, page, text, whole } from "./shapes.ts";

const ownership = z.enum(["public", "private"]).optional();
const avatarType = z.enum(["studio_avatar", "digital_twin", "photo_avatar"]);
const training = {
  status: maybe(z.enum(["processing", "pending_consent", "failed", "completed"])),
  error: maybe(z.object({ code: z.string(), message: z.string() })),
};
const preview = { preview_image_url: text, preview_video_url: text, default_voice_id: text };

/** A person: one or more looks. */
export const avatarGroup = z.object({
  id: z.string(),
  name: z.string(),
  created_at: z.int(),
  looks_count: z.int(),
  gender: text,
  consent_status: text,
  ...preview,
  ...training,
});

/** A look; its id is the `avatar_id` of a video. */
export const avatarLook = z.object({
  id: z.string(),
  name: z.string(),
  avatar_type: avatarType,
  group_id: text,
  gender: text,
  tags: z.array(z.string()).optional(),
  preferred_orientation: maybe(z.enum(["portrait", "landscape", "square"])),
  image_width: whole,
  image_height: whole,
  supported_api_engines: z.array(z.string()).optional(),
  ...preview,
  ...training,
});

const named = { name: z.string(), avatar_group_id: text };

/** Avatars, their looks, and the consent of the people behind them. */
export const avatar = {
  create: endpoint("POST /v3/avatars", "Make an avatar from a video, a photo or a prompt", {
    body: z.discriminatedUnion("type", [
      z.strictObject({ type: z.literal("digital_twin"), file: anyAsset, ...named }),
      z.strictObject({ type: z.literal("photo"), file: anyAsset, ...named }),
      z.strictObject({
        type: z.literal("prompt"),
        prompt: z.string(),
        avatar_id: text,
        reference_images: maybe(z.array(anyAsset)),
        ...named,
      }),
    ]),
    response: one(z.object({ avatar_group: maybe(avatarGroup), avatar_item: maybe(avatarLook) })),
    idempotencyKey: true,
  }),
  list: endpoint("GET /v3/avatars", "List avatars", {
    query: z.strictObject({ ownership, ...page(50, 20) }),
    response: list(avatarGroup),
  }),
  get: endpoint("GET /v3/avatars/{group_id}", "Show an avatar", { response: one(avatarGroup) }),
  delete: endpoint("DELETE /v3/avatars/{group_id}", "Delete an avatar", deletion),
  looks: {
    list: endpoint("GET /v3/avatars/looks", "List looks", {
      query: z.strictObject({
        group_id: z.string().optional(),
        avatar_type: avatarType.optional(),
        ownership,
        ...page(50, 20),
      }),
      response: list(avatarLook),
    }),
    get: endpoint("GET /v3/avatars/looks/{look_id}", "Show a look", { response: one(avatarLook) }),
    update: endpoint("PATCH /v3/avatars/looks/{look_id}", "Rename a look", {
      body: z.strictObject({ name: text }),
      response: one(avatarLook),
    }),
    delete: endpoint("DELETE /v3/avatars/looks/{look_id}", "Delete a look", deletion),
  },
  consent: {
    create: endpoint(
      "POST /v3/avatars/{group_id}/consent",
      "Ask for, or hand in, the consent of an avatar's person",
      {
        body: z.strictObject({ consent_text: text, consent_video: maybe(anyAsset), reroute_url: text }),
        response: one(z.object({ avatar_group: avatarGroup, url: text })),
        idempotencyKey: true,
      },
    ),
  },
};
