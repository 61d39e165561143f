import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { anyAsset, deleted, list, maybe, one, page, text, whole } from "./shapes.ts";

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
  create: endpoint({
    method: "POST",
    path: "/v3/avatars",
    summary: "Make an avatar from a video, a photo or a prompt",
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
  list: endpoint({
    method: "GET",
    path: "/v3/avatars",
    summary: "List avatars",
    query: z.strictObject({ ownership, ...page(50, 20) }),
    response: list(avatarGroup),
  }),
  get: endpoint({
    method: "GET",
    path: "/v3/avatars/{group_id}",
    summary: "Show an avatar",
    response: one(avatarGroup),
  }),
  delete: endpoint({
    method: "DELETE",
    path: "/v3/avatars/{group_id}",
    summary: "Delete an avatar",
    response: deleted,
    destructive: true,
  }),
  looks: {
    list: endpoint({
      method: "GET",
      path: "/v3/avatars/looks",
      summary: "List looks",
      query: z.strictObject({
        group_id: z.string().optional(),
        avatar_type: avatarType.optional(),
        ownership,
        ...page(50, 20),
      }),
      response: list(avatarLook),
    }),
    get: endpoint({
      method: "GET",
      path: "/v3/avatars/looks/{look_id}",
      summary: "Show a look",
      response: one(avatarLook),
    }),
    update: endpoint({
      method: "PATCH",
      path: "/v3/avatars/looks/{look_id}",
      summary: "Rename a look",
      body: z.strictObject({ name: text }),
      response: one(avatarLook),
    }),
    delete: endpoint({
      method: "DELETE",
      path: "/v3/avatars/looks/{look_id}",
      summary: "Delete a look",
      response: deleted,
      destructive: true,
    }),
  },
  consent: {
    create: endpoint({
      method: "POST",
      path: "/v3/avatars/{group_id}/consent",
      summary: "Ask for, or hand in, the consent of an avatar's person",
      body: z.strictObject({ consent_text: text, consent_video: maybe(anyAsset), reroute_url: text }),
      response: one(z.object({ avatar_group: avatarGroup, url: text })),
      idempotencyKey: true,
    }),
  },
};
