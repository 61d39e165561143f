import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import {
  batchBegun,
  batchShown,
  callback,
  deletion,
  listing,
  one,
  real,
  statuses,
  storedAsset,
  text,
  videoHandling,
  videoPart,
  whole,
} from "./shapes.ts";

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

/** Mouths moved to another sound. */
export const lipsync = {
  create: endpoint("POST /v3/lipsyncs", "Fit the mouth in a video to a sound", {
    body: lipsyncRequest,
    response: one(z.object({ lipsync_id: z.string() })),
    idempotencyKey: true,
  }),
  list: endpoint("GET /v3/lipsyncs", "List lip-sync jobs", listing(lipsyncDetail)),
  get: endpoint("GET /v3/lipsyncs/{lipsync_id}", "Show a lip-sync job", { response: one(lipsyncDetail) }),
  update: endpoint("PATCH /v3/lipsyncs/{lipsync_id}", "Rename a lip-sync job", {
    body: z.strictObject({ title: z.string() }),
    response: one(lipsyncDetail),
  }),
  delete: endpoint("DELETE /v3/lipsyncs/{lipsync_id}", "Delete a lip-sync job", deletion),
  batches: {
    create: endpoint("POST /v3/lipsyncs/batches", "Start many lip-sync jobs", {
      body: z.strictObject({ title: text, callback_url: text, lipsyncs: z.array(lipsyncRequest) }),
      ...batchBegun,
      idempotencyKey: true,
    }),
    get: endpoint("GET /v3/lipsyncs/batches/{batch_id}", "Show a batch of lip-sync jobs", batchShown),
  },
  statuses: {
    list: endpoint("GET /v3/lipsyncs/statuses", "Show the states of many lip-sync jobs", {
      query: z.strictObject({ lipsync_ids: z.string().optional(), batch_ids: z.string().optional() }),
      response: statuses,
    }),
  },
};
