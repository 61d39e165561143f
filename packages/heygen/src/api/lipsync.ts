import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { batchAccepted, callback, one, real, statuses, storedAsset, text, whole } from "./shapes.ts";
import { videoHandling, videoJobBatch, videoJobVerbs, videoPart } from "./video-jobs.ts";

const lipsyncRequest = z.strictObject({
  video: storedAsset,
  audio: storedAsset,
  mode: z.enum(["speed", "precision"]).default("speed"),
  title: text,
  folder_id: text,
  ...callback,
  ...videoPart,
  fps_mode: text,
  ...videoHandling,
});

/** A lip-sync job. */
export const lipsyncDetail = z.object({
  id: z.string(),
  status: z.enum(["pending", "running", "completed", "failed"]),
  title: text,
  duration: real,
  video_url: text,
  caption_url: text,
  callback_id: text,
  created_at: whole,
  failure_message: text,
});

const jobs = {
  path: "/v3/lipsyncs",
  key: "lipsync_id",
  detail: lipsyncDetail,
  one: "a lip-sync job",
  many: "lip-sync jobs",
} as const;

/** Mouths moved to another sound. */
export const lipsync = {
  create: endpoint({
    method: "POST",
    path: "/v3/lipsyncs",
    summary: "Fit the mouth in a video to a sound",
    body: lipsyncRequest,
    response: one(z.object({ lipsync_id: z.string() })),
    idempotencyKey: true,
  }),
  ...videoJobVerbs(jobs),
  batches: {
    create: endpoint({
      method: "POST",
      path: "/v3/lipsyncs/batches",
      summary: "Start many lip-sync jobs",
      body: z.strictObject({ title: text, callback_url: text, lipsyncs: z.array(lipsyncRequest) }),
      response: batchAccepted,
      status: 202,
      idempotencyKey: true,
    }),
    get: videoJobBatch(jobs),
  },
  statuses: {
    list: endpoint({
      method: "GET",
      path: "/v3/lipsyncs/statuses",
      summary: "Show the states of many lip-sync jobs",
      query: z.strictObject({ lipsync_ids: z.string().optional(), batch_ids: z.string().optional() }),
      response: statuses,
    }),
  },
};
