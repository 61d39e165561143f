import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { anything, list, listing, maybe, one, page, text } from "./shapes.ts";

/** Every kind of event that HeyGen sends. There is none for lip-sync. */
export const eventTypes = [
  "avatar_video.success",
  "avatar_video.fail",
  "avatar_video_gif.success",
  "avatar_video_gif.fail",
  "video_translate.success",
  "video_translate.fail",
  "video_translate.preflight.validation_failed",
  "video_translate.preflight.download_failed",
  "personalized_video",
  "instant_avatar.success",
  "instant_avatar.fail",
  "photo_avatar_generation.success",
  "photo_avatar_generation.fail",
  "photo_avatar_train.success",
  "photo_avatar_train.fail",
  "photo_avatar_add_motion.success",
  "photo_avatar_add_motion.fail",
  "proofread_creation.success",
  "proofread_creation.fail",
  "live_avatar.success",
  "live_avatar.fail",
  "avatar_video_caption.success",
  "avatar_video_caption.fail",
  "video_agent.success",
  "video_agent.fail",
  "hyperframes_video.success",
  "hyperframes_video.fail",
  "ai_clipping.success",
  "ai_clipping.fail",
  "batch.finished",
] as const;

const eventType = z.enum(eventTypes);

/** An address that HeyGen calls. The secret comes only when it is made or renewed. */
export const webhookEndpoint = z.object({
  endpoint_id: z.string(),
  url: z.string(),
  events: maybe(z.array(z.string())).describe("Null is all"),
  status: z.string().describe("enabled or disabled"),
  created_at: z.string(),
  secret: text,
});

/** Addresses that HeyGen calls, and what it has called them for. */
export const webhook = {
  endpoints: {
    create: endpoint("POST /v3/webhooks/endpoints", "Register an address. The answer has its secret", {
      body: z.strictObject({
        url: z.string().describe("Public, https"),
        events: maybe(z.array(eventType)).describe("All if left out"),
        entity_id: text,
      }),
      response: one(webhookEndpoint),
      idempotencyKey: true,
    }),
    list: endpoint("GET /v3/webhooks/endpoints", "List registered addresses", listing(webhookEndpoint)),
    update: endpoint("PATCH /v3/webhooks/endpoints/{endpoint_id}", "Change an address or its events", {
      body: z.strictObject({ url: text, events: maybe(z.array(eventType)) }),
      response: one(webhookEndpoint),
    }),
    delete: endpoint("DELETE /v3/webhooks/endpoints/{endpoint_id}", "Remove a registered address", {
      response: z.object({ data: z.object({}), error: maybe(anything) }),
      destructive: true,
    }),
    rotateSecret: endpoint(
      "POST /v3/webhooks/endpoints/{endpoint_id}/rotate-secret",
      "Renew the secret; the old one ends at once",
      {
        response: one(z.object({ endpoint_id: z.string(), secret: z.string() })),
        idempotencyKey: true,
        destructive: true,
      },
    ),
  },
  eventTypes: {
    list: endpoint("GET /v3/webhooks/event-types", "List the kinds of events", {
      response: list(z.object({ event_type: z.string(), description: z.string() })),
    }),
  },
  events: {
    list: endpoint("GET /v3/webhooks/events", "List events that happened", {
      query: z.strictObject({
        event_type: eventType.optional(),
        entity_id: z.string().optional(),
        ...page(100, 10),
      }),
      response: list(
        z.object({
          event_id: z.string(),
          event_type: z.string(),
          event_data: anything,
          created_at: z.string(),
        }),
      ),
    }),
  },
};
