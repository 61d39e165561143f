import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { anyAsset, anything, callback, flag, list, maybe, one, page, text, whole } from "./shapes.ts";
import { videoDetail } from "./video.ts";

const choices = {
  avatar_id: text,
  voice_id: text,
  brand_kit_id: text,
  files: maybe(z.array(anyAsset).max(20)),
};
const words = z.string().min(1).max(10_000);

/** Sessions of the agent that makes a video from a prompt. */
export const videoAgent = {
  create: endpoint("POST /v3/video-agents", "Let the agent make a video from a prompt", {
    body: z.strictObject({
      prompt: words.describe("What the video is to be"),
      mode: z.enum(["generate", "chat"]).default("generate"),
      ...choices,
      style_id: text,
      orientation: maybe(z.enum(["landscape", "portrait"])),
      ...callback,
      incognito_mode: flag(false),
    }),
    response: one(
      z.object({
        session_id: z.string(),
        status: z.enum(["generating", "thinking", "completed", "failed"]),
        video_id: text.describe("May be null until the session has one"),
        created_at: z.int(),
      }),
    ),
  }),
  list: endpoint("GET /v3/video-agents", "List sessions", {
    query: z.strictObject(page(100, 20)),
    response: list(z.object({ session_id: z.string(), title: text, created_at: z.int() })),
  }),
  get: endpoint("GET /v3/video-agents/{session_id}", "Show a session's state and messages", {
    response: one(
      z.object({
        session_id: z.string(),
        status: z.enum(["thinking", "waiting_for_input", "reviewing", "generating", "completed", "failed"]),
        progress: z.int().optional().describe("0 to 100"),
        title: text,
        video_id: text,
        created_at: z.int(),
        messages: z
          .array(
            z.object({
              role: z.string(),
              content: z.string(),
              type: z.enum(["text", "resource", "error"]),
              created_at: whole,
              resource_ids: maybe(z.array(z.string())),
            }),
          )
          .optional(),
      }),
    ),
  }),
  send: endpoint("POST /v3/video-agents/{session_id}", "Send a message to a chat session", {
    body: z.strictObject({ message: words, ...choices }),
    response: one(z.object({ session_id: z.string(), run_id: z.string(), title: text })),
  }),
  stop: endpoint("POST /v3/video-agents/{session_id}/stop", "Stop a session", {
    body: z.strictObject({}),
    response: one(z.object({ session_id: z.string() })),
  }),
  resources: {
    get: endpoint(
      "GET /v3/video-agents/{session_id}/resources/{resource_id}",
      "Show a resource of a session",
      {
        response: one(
          z.object({
            resource_id: z.string(),
            resource_type: z.string(),
            source_type: text,
            url: text,
            preview_url: text,
            thumbnail_url: text,
            metadata: maybe(anything),
            created_at: whole,
          }),
        ),
      },
    ),
  },
  styles: {
    list: endpoint("GET /v3/video-agents/styles", "List the agent's styles", {
      query: z.strictObject({ tag: z.string().optional(), ...page(100, 20) }),
      response: list(
        z.object({
          style_id: z.string(),
          name: z.string(),
          aspect_ratio: text,
          tags: maybe(z.array(z.string())),
          thumbnail_url: text,
          preview_video_url: text,
        }),
      ),
    }),
  },
  videos: {
    list: endpoint("GET /v3/video-agents/{session_id}/videos", "List the videos of a session", {
      response: list(videoDetail),
    }),
  },
};
