import { api, type videoDetail } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import { failureMessage } from "../finish-job.ts";
import type { Job } from "../job.ts";
import { notFound } from "../server/api-fault.ts";
import type { World } from "../world.ts";
import { acceptBatch, showBatch, showStatuses } from "./batches.ts";
import { pageOf } from "./paging.ts";
import { route } from "./route.ts";
import type { JobContext } from "./route.ts";
import { mediaOrder } from "./video-order.ts";
import { checkVideoRequest } from "./video-rules.ts";
import type { VideoRequest } from "./video-rules.ts";

/** Videos. */
export const videoRoutes = [
  route(api.video.create, ({ world, body, demands }) => {
    const job = startVideo(body, { world, demands });
    const output_format = "output_format" in body ? body.output_format : "mp4";
    return { data: { video_id: job.id, status: "waiting", output_format } };
  }),
  route(api.video.list, ({ world, query }) => {
    const jobs = world.all("video").filter((job) => matches(job, query));
    const page = pageOf(jobs, query);
    return { ...page, data: page.data.map((job) => showVideo(world, job)) };
  }),
  route(api.video.get, ({ world, path }) => ({ data: showVideo(world, world.poll("video", path.video_id)) })),
  route(api.video.delete, ({ world, path }) => {
    world.find("video", path.video_id);
    world.jobs.delete(path.video_id);
    return { data: { id: path.video_id, deleted: true } };
  }),
  route(api.video.batches.create, ({ world, body, demands }) =>
    acceptBatch(world, body, (batchId) =>
      body.videos.map((video) => startVideo(video, { world, demands, batchId })),
    ),
  ),
  route(api.video.batches.get, ({ world, path, query }) => showBatch(world, path.batch_id, query)),
  route(api.video.statuses.list, ({ world, query }) =>
    showStatuses(world, "video", [query.video_ids, query.batch_ids]),
  ),
];

/** A video as HeyGen shows it, with fresh addresses. */
export function showVideo(world: World, job: Job): z.input<typeof videoDetail> {
  const status = job.status(world.time(), "pending", "processing");
  const failed = status === "failed";
  return {
    id: job.id,
    status: job.order.demands.take("unknown-status") ? ("composing" as "processing") : status,
    title: job.title,
    created_at: Math.floor(job.created / 1000),
    completed_at: job.ended === undefined ? null : Math.floor(job.ended / 1000),
    duration: job.outcome === "completed" ? (job.media?.durationSeconds ?? null) : null,
    video_url: world.url(job.files.get("video")),
    captioned_video_url: world.url(job.files.get("captioned")),
    subtitle_url: world.url(job.files.get("srt")),
    thumbnail_url: world.url(job.files.get("thumbnail")),
    gif_url: null,
    video_page_url: null,
    folder_id: job.text("folder_id"),
    output_language: null,
    failure_code: failed ? "rendering_failed" : null,
    failure_message: failed ? failureMessage : null,
  };
}

function startVideo(body: VideoRequest, { world, ...context }: JobContext): Job {
  checkVideoRequest(world, body);
  const media = { ...mediaOrder(body), sound: soundOf(world, body) };
  return world.start({ kind: "video", input: body, ...context, media });
}

/** An upload that is heard. One by address is not fetched: the emulator needs no network. */
function soundOf(world: World, body: VideoRequest): Uint8Array | undefined {
  const id = "audio_asset_id" in body ? body.audio_asset_id : undefined;
  if (!id) return undefined;
  const file = world.assets.get(id)?.complete ? world.files.get(id) : undefined;
  if (!file) throw notFound("asset");
  return file.content;
}

function matches(job: Job, query: { folder_id?: string | undefined; title?: string | undefined }): boolean {
  if (query.folder_id !== undefined && job.text("folder_id") !== query.folder_id) return false;
  return query.title === undefined || (job.title ?? "").includes(query.title);
}
