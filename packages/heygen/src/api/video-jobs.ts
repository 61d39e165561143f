import { z } from "zod";
import { endpoint } from "./endpoint.ts";
import { batchDetail, deleted, flag, list, one, page, real, truth } from "./shapes.ts";

/** A kind of job that makes another video of one, of which the API has several with the same verbs. */
interface VideoJobs<Path extends string, Key extends string, Detail extends z.ZodType> {
  readonly path: Path;
  /** The name of an id in paths. */
  readonly key: Key;
  readonly detail: Detail;
  /** Help's word for one job, and for several. */
  readonly one: string;
  readonly many: string;
}

/** Where in a video a job begins and ends. */
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

/** Lists, shows, renames and deletes jobs of a kind. */
export function videoJobVerbs<const Path extends string, const Key extends string, Detail extends z.ZodType>({
  path,
  key,
  detail,
  one: noun,
  many,
}: VideoJobs<Path, Key, Detail>) {
  const ofOne = `${path}/{${key}}` as const;
  const response = one(detail);
  return {
    list: endpoint({
      method: "GET",
      path,
      summary: `List ${many}`,
      query: z.strictObject(page(100, 10)),
      response: list(detail),
    }),
    get: endpoint({ method: "GET", path: ofOne, summary: `Show ${noun}`, response }),
    update: endpoint({
      method: "PATCH",
      path: ofOne,
      summary: `Rename ${noun}`,
      body: z.strictObject({ title: z.string() }),
      response,
    }),
    delete: endpoint({
      method: "DELETE",
      path: ofOne,
      summary: `Delete ${noun}`,
      response: deleted,
      destructive: true,
    }),
  };
}

/** Shows a batch of such jobs. */
export function videoJobBatch<const Path extends string>({
  path,
  many,
}: Pick<VideoJobs<Path, string, z.ZodType>, "path" | "many">) {
  return endpoint({
    method: "GET",
    path: `${path}/batches/{batch_id}` as const,
    summary: `Show a batch of ${many}`,
    query: z.strictObject(page(100, 100)),
    response: batchDetail,
  });
}
