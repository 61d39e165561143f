import type { lipsyncDetail, MediaOrder } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import { failureMessage } from "../finish-job.ts";
import type { Job } from "../job.ts";
import type { World } from "../world.ts";

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

/** What HeyGen shows of every job that changes a video. */
export function showChanged(
  world: World,
  job: Job,
  failure = failureMessage,
): Omit<z.output<typeof lipsyncDetail>, "caption_url"> {
  const status = job.status(world.time(), "pending", "running");
  return {
    id: job.id,
    status,
    title: job.title,
    duration: status === "completed" ? (job.media?.durationSeconds ?? null) : null,
    video_url: world.url(job.files.get("video")),
    callback_id: job.text("callback_id"),
    created_at: Math.floor(job.created / 1000),
    failure_message: status === "failed" ? failure : null,
  };
}
