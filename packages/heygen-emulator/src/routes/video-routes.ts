import { api, type videoDetail } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import { failureMessage } from "../finish-job.ts";
import type { Job } from "../job.ts";
import { notFound } from "../server/api-fault.ts";
import type { World } from "../world.ts";
import { batchRoutes, jobRoutes } from "./job-routes.ts";
import { route, type JobContext } from "./route.ts";
import { mediaOrder } from "./video-order.ts";
import { checkVideoRequest, type VideoRequest } from "./video-rules.ts";

/** Videos. */
export const videoRoutes = [
  route(api.video.create, ({ world, body, demands }) => {
    const job = startVideo(body, { world, demands });
    const output_format = "output_format" in body ? body.output_format : "mp4";
    return { data: { video_id: job.id, status: "waiting", output_format } };
  }),
  ...jobRoutes(api.video, { kind: "video", show: showVideo, matches }),
  ...batchRoutes(api.video, {
    kind: "video",
    ids: "video_ids",
    start: ({ videos }, context) => videos.map((video) => startVideo(video, context)),
  }),
];

/** A video as HeyGen shows it, with fresh addresses. */
export function showVideo(world: World, job: Job): z.output<typeof videoDetail> {
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

function matches(job: Job, { folder_id, title }: Readonly<Record<string, unknown>>): boolean {
  if (folder_id !== undefined && job.text("folder_id") !== folder_id) return false;
  return typeof title !== "string" || (job.title ?? "").includes(title);
}
