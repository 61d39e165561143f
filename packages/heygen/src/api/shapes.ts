import { z } from "zod";

/** A field that may be left out or be null. */
export function maybe<T extends z.ZodType>(type: T): z.ZodOptional<z.ZodNullable<T>> {
  return type.nullish();
}

/** Text that may be left out or be null. */
export const text = z.string().nullish();
/** A number that may be left out or be null. */
export const real = z.number().nullish();
/** A whole number that may be left out or be null. */
export const whole = z.int().nullish();
/** A truth value that may be left out or be null. */
export const truth = z.boolean().nullish();
/** An object of any fields. */
export const anything = z.record(z.string(), z.unknown());

/** A truth value with a default. */
export function flag(initial: boolean): z.ZodDefault<z.ZodBoolean> {
  return z.boolean().default(initial);
}

/** The envelope of one resource. */
export function one<T extends z.ZodType>(data: T): z.ZodObject<{ data: T }> {
  return z.object({ data });
}

/** The envelope of a list: paging fields stand beside the data. */
export function list<T extends z.ZodType>(item: T): z.ZodObject<ListShape<T>> {
  return z.object({ data: z.array(item), has_more: z.boolean().optional(), next_token: text });
}

/** The fields of a list's envelope. */
type ListShape<T extends z.ZodType> = {
  data: z.ZodArray<T>;
  has_more: z.ZodOptional<z.ZodBoolean>;
  next_token: typeof text;
};

/** Query fields of a list: how many a page, and the page. */
export function page(maximum: number, initial: number): PageShape {
  return {
    limit: z.int().min(1).max(maximum).default(initial).describe("Items a page"),
    token: z.string().optional().describe("The next_token of the page before"),
  };
}

/** The fields of `page`. */
type PageShape = {
  limit: z.ZodDefault<z.ZodInt>;
  token: z.ZodOptional<z.ZodString>;
};

/** A list of the usual length: its pages, and what is in them. */
export function listing<T extends z.ZodType>(item: T): Listing<T> {
  return { query: z.strictObject(page(100, 10)), response: list(item) };
}

/** What `listing` gives. */
type Listing<T extends z.ZodType> = {
  readonly query: z.ZodObject<PageShape, z.core.$strict>;
  readonly response: z.ZodObject<ListShape<T>>;
};

const assetUrl = z.strictObject({ type: z.literal("url"), url: z.string() });
const assetId = z.strictObject({ type: z.literal("asset_id"), asset_id: z.string() });
const assetBase64 = z.strictObject({ type: z.literal("base64"), media_type: z.string(), data: z.string() });

/** A file by address or by the id of an upload. */
export const storedAsset = z.discriminatedUnion("type", [assetUrl, assetId]);
/** A file by address, by id, or in the request itself. */
export const anyAsset = z.discriminatedUnion("type", [assetUrl, assetId, assetBase64]);

/** Where HeyGen calls when a job ends, and what it says then. */
export const callback = {
  callback_url: text.describe("Called when the job ends. The call is not signed"),
  callback_id: text.describe("Handed back in the call"),
};

/** A batch as its `batches/{batch_id}` path shows it: paging stands within the data. */
export const batchShown = {
  query: z.strictObject(page(100, 100)),
  response: one(
    z.object({
      batch_id: z.string(),
      title: text,
      status: z.enum(["processing", "completed", "failed"]),
      total_items: z.int(),
      counts_by_status: anything,
      created_at: z.int(),
      items: z.array(
        z.object({
          item_index: z.int(),
          status: z.enum(["queued", "processing", "completed", "failed"]),
          video_id: text,
          error: maybe(anything),
        }),
      ),
      has_more: z.boolean(),
      next_token: text,
    }),
  ),
};

/** What a request for a batch answers. */
export const batchBegun = {
  response: one(z.looseObject({ batch_id: z.string() })),
  status: 202,
} as const;

/** The states of many jobs at once. */
export const statuses = list(
  z.object({
    video_id: text,
    batch_id: text,
    item_index: whole,
    status: z.string(),
    error: maybe(anything),
  }),
);

/** A deletion, whose answer names what is gone. */
export const deletion = { response: one(z.object({ id: z.string() })), destructive: true } as const;

/** The part of a video that a job changes. */
export const videoPart = { start_time: real.describe("Seconds"), end_time: real.describe("Seconds") };

/** How a job treats the video that it changes. */
export const videoHandling = {
  keep_the_same_format: truth,
  disable_music_track: flag(false),
  enable_caption: flag(false),
  enable_dynamic_duration: flag(true),
  enable_speech_enhancement: flag(false),
  enable_watermark: flag(false),
};
