import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import {
  anything,
  batchBegun,
  batchShown,
  deletion,
  list,
  one,
  page,
  statuses,
  text,
  truth,
  whole,
} from "./shapes.ts";

const assetItem = z.object({
  id: z.string(),
  name: z.string(),
  type: z.string(),
  owner: z.string(),
  space_id: z.string(),
  uploaded_at: z.int(),
  folder_id: text,
  url: text,
});
const uploaded = { asset_id: z.string(), url: z.string(), mime_type: z.string(), size_bytes: z.int() };
const announced = z.strictObject({
  filename: z.string(),
  content_type: z.string(),
  size_bytes: z.int(),
  checksum_sha256: text.describe("Hexadecimal"),
});
const place = z.object({
  asset_id: z.string(),
  upload_url: z.string(),
  upload_headers: anything,
  expires_in_seconds: z.int(),
  max_bytes: z.int(),
  status: z.string(),
});
const found = {
  id: z.string(),
  url: z.string(),
  width: whole,
  height: whole,
  orientation: text,
  is_transparent: truth,
};

/** Files at HeyGen: inputs of videos, translations and avatars. */
export const asset = {
  create: endpoint("POST /v3/assets", "Upload a file of at most 32 MB", {
    body: z.strictObject({ file: z.file() }),
    form: true,
    response: one(z.object(uploaded)),
    idempotencyKey: true,
  }),
  list: endpoint("GET /v3/assets", "List a user's files", {
    query: z.strictObject({ username: z.string(), folder_id: z.string().optional(), ...page(100, 20) }),
    response: list(assetItem),
  }),
  get: endpoint("GET /v3/assets/{asset_id}", "Show a file", { response: one(assetItem) }),
  delete: endpoint("DELETE /v3/assets/{asset_id}", "Delete a file", deletion),
  search: endpoint("GET /v3/assets/search", "Search images and icons", {
    query: z.strictObject({
      query: z.string(),
      type: z.enum(["image", "icon"]).default("image"),
      min_score: z.number().min(0).max(1).optional().describe("How alike at least, from 0 to 1"),
      scope: z.enum(["public", "personal"]).default("public"),
      ...page(50, 20),
    }),
    response: list(
      z.discriminatedUnion("type", [
        z.object({ type: z.literal("image"), ...found }),
        z.object({ type: z.literal("icon"), ...found }),
      ]),
    ),
  }),
  directUploads: {
    create: endpoint("POST /v3/assets/direct-uploads", "Ask where to upload a large file", {
      body: announced,
      response: one(place),
      idempotencyKey: true,
    }),
    batches: {
      create: endpoint("POST /v3/assets/direct-uploads/batches", "Ask where to upload many large files", {
        body: z.strictObject({ title: text, callback_url: text, files: z.array(announced) }),
        response: one(z.object({ batch_id: z.string(), items: z.array(place) })),
        idempotencyKey: true,
      }),
    },
  },
  complete: {
    create: endpoint(
      "POST /v3/assets/{asset_id}/complete",
      "Say that a large file is uploaded; may be repeated",
      {
        body: z.strictObject({ checksum_sha256: text }),
        response: one(z.object({ ...uploaded, status: z.string() })),
      },
    ),
    batches: {
      create: endpoint("POST /v3/assets/complete/batches", "Say that the files of a batch are uploaded", {
        body: z.strictObject({ batch_id: z.string() }),
        ...batchBegun,
      }),
    },
  },
  batches: {
    get: endpoint("GET /v3/assets/batches/{batch_id}", "Show a batch of uploads", batchShown),
  },
  statuses: {
    list: endpoint("GET /v3/assets/statuses", "Show the states of many uploads", {
      query: z.strictObject({ asset_ids: z.string().optional(), batch_ids: z.string().optional() }),
      response: statuses,
    }),
  },
};
