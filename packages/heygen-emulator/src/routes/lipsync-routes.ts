import { api, type lipsyncDetail, type MediaOrder } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import { failureMessage } from "../finish-job.ts";
import type { Job } from "../job.ts";
import type { World } from "../world.ts";
import { acceptBatch, showBatch, showStatuses } from "./batches.ts";
import { pageOf } from "./paging.ts";
import { route } from "./route.ts";
import type { JobContext } from "./route.ts";

/** Lip-sync jobs. */
export const lipsyncRoutes = [
  route(api.lipsync.create, ({ world, body, demands }) => ({
    data: { lipsync_id: start(body, { world, demands }).id },
  })),
  route(api.lipsync.list, ({ world, query }) => {
    const page = pageOf(world.all("lipsync"), query);
    return { ...page, data: page.data.map((job) => show(world, job)) };
  }),
  route(api.lipsync.get, ({ world, path }) => ({
    data: show(world, world.poll("lipsync", path.lipsync_id)),
  })),
  route(api.lipsync.update, ({ world, path, body }) => {
    const job = world.find("lipsync", path.lipsync_id);
    job.title = body.title;
    return { data: show(world, job) };
  }),
  route(api.lipsync.delete, ({ world, path }) => {
    world.find("lipsync", path.lipsync_id);
    world.jobs.delete(path.lipsync_id);
    return { data: { id: path.lipsync_id } };
  }),
  route(api.lipsync.batches.create, ({ world, body, demands }) =>
    acceptBatch(world, body, (batchId) =>
      body.lipsyncs.map((one) => start(one, { world, demands, batchId })),
    ),
  ),
  route(api.lipsync.batches.get, ({ world, path, query }) => showBatch(world, path.batch_id, query)),
  route(api.lipsync.statuses.list, ({ world, query }) =>
    showStatuses(world, "lipsync", [query.lipsync_ids, query.batch_ids]),
  ),
];

/** What a video that is changed comes out as; its words are not known here. */
export const changedVideo: MediaOrder = {
  kind: "video",
  format: "mp4",
  script: "The same video with other words",
  width: 1280,
  height: 720,
  transparent: false,
  speed: 1,
};

function start(input: Readonly<Record<string, unknown>>, { world, ...context }: JobContext): Job {
  return world.start({ kind: "lipsync", input, ...context, media: changedVideo });
}

function show(world: World, job: Job): z.input<typeof lipsyncDetail> {
  const status = job.status(world.time(), "pending", "running");
  return {
    id: job.id,
    status,
    title: job.title,
    duration: status === "completed" ? (job.media?.durationSeconds ?? null) : null,
    video_url: world.url(job.files.get("video")),
    caption_url: world.url(job.files.get("srt")),
    callback_id: job.text("callback_id"),
    created_at: Math.floor(job.created / 1000),
    failure_message: status === "failed" ? failureMessage : null,
  };
}
