import { writeSrt, writeVtt } from "@hyperframes-engine/subtitles";
import type { Job } from "./job.ts";
import { spokenLines } from "./spoken-lines.ts";
import type { World } from "./world.ts";

/** A grey pixel: https://en.wikipedia.org/wiki/GIF#Example_GIF_file */
const pixel = Buffer.from("R0lGODlhAQABAIAAAICAgAAAACwAAAAAAQABAAACAkQBADs=", "base64");

/** Ends a job: stores its files, moves on what hangs on it, and tells who wants to know. */
export function finishJob(world: World, job: Job): void {
  if (job.order.kind === "session") {
    finishSession(world, job);
    return;
  }
  job.outcome = job.isBroken || job.order.demands.has("fail") ? "failed" : "completed";
  job.ended = world.time();
  if (job.outcome === "completed") storeFiles(world, job);
  tell(world, job);
}

/** A session has its video made, and ends with it. */
function finishSession(world: World, job: Job): void {
  const { demands, input } = job.order;
  if (demands.has("fail") || demands.has("no-video")) {
    job.outcome = demands.has("fail") ? "failed" : "completed";
  } else if (job.video?.outcome) {
    job.outcome = job.video.outcome;
  } else {
    job.video ??= world.startUnlimited({ kind: "video", input, demands, media: sessionMedia(job) });
    return;
  }
  job.ended = world.time();
  tell(world, job);
}

/** What the agent would have made of a prompt. */
export function sessionMedia(job: Job): Parameters<World["make"]>[0] {
  const tall = job.text("orientation") === "portrait";
  return {
    kind: "video",
    format: "mp4",
    script: job.text("prompt") ?? "",
    width: tall ? 1080 : 1920,
    height: tall ? 1920 : 1080,
    transparent: false,
    speed: 1,
    avatarId: job.text("avatar_id") ?? undefined,
    voiceId: job.text("voice_id") ?? undefined,
  };
}

/** Stores what a finished job has made. */
export function storeFiles(world: World, job: Job): void {
  const { media } = job;
  if (!media) return;
  const { demands } = job.order;
  const extension = media.type.split("/")[1] ?? "bin";
  const put = (role: string, type: string, bytes: Uint8Array): void => {
    job.files.set(role, world.store(`${job.id}.${role}`, { type, bytes, demands }));
  };
  job.files.set(
    "video",
    world.store(`${job.id}.${extension}`, { type: media.type, bytes: media.content, demands }),
  );
  const lines = spokenLines(media.words);
  put("srt", "application/x-subrip", Buffer.from(writeSrt(lines)));
  put("vtt", "text/vtt", Buffer.from(writeVtt(lines)));
  put("thumbnail", "image/gif", pixel);
  const caption = job.order.input["caption"];
  if (caption && typeof caption === "object" && "style" in caption && caption.style) {
    put("captioned", media.type, media.content);
  }
}

function tell(world: World, job: Job): void {
  const end = job.outcome === "completed" ? "success" : "fail";
  const callback = job.text("callback_url");
  const common = { callback_id: job.text("callback_id") };
  const url = world.url(job.files.get("video"));
  const failed = end === "fail" ? { msg: failureMessage } : {};
  const emit = (type: string, data: Record<string, unknown>): void =>
    world.webhooks.emit(type, { ...data, ...common, ...failed }, callback);
  switch (job.order.kind) {
    case "video":
      return emit(`avatar_video.${end}`, { video_id: job.id, url, folder_id: job.text("folder_id") });
    case "session":
      return emit(`video_agent.${end}`, { session_id: job.id, video_id: job.video?.id ?? null });
    case "translation":
      return emit(`video_translate.${end}`, {
        video_translate_id: job.id,
        url,
        output_language: job.text("language"),
      });
    case "proofread":
      return emit(`proofread_creation.${end}`, { proofread_id: job.id });
    case "clipping":
      return emit(`ai_clipping.${end}`, { job_id: job.id });
    case "avatar":
      return emit(`instant_avatar.${end}`, { avatar_id: job.text("look_id") });
    case "lipsync":
    case "clone":
    case "removal":
      return undefined;
  }
}

/** What a job that was demanded to fail says. */
export const failureMessage = "Avatar rendering timed out";
