import { api, type proofreadDetail } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import type { Job } from "../job.ts";
import { ApiFault } from "../server/api-fault.ts";
import type { World } from "../world.ts";
import { changedVideo } from "./changed-video.ts";
import { route } from "./route.ts";

const { proofreads } = api.videoTranslate;

/** Translations that are corrected first. */
export const proofreadRoutes = [
  route(proofreads.create, ({ world, body, demands }) => {
    const jobs = body.output_languages.map((language) =>
      world.start({ kind: "proofread", input: { ...body, language }, demands, media: changedVideo }),
    );
    return { data: { proofread_ids: jobs.map((job) => job.id), status: "processing" as const } };
  }),
  route(proofreads.get, ({ world, path }) => ({
    data: show(world, world.poll("proofread", path.proofread_id)),
  })),
  route(proofreads.generate, ({ world, path, body, demands }) => {
    const proofread = finished(world, path.proofread_id);
    const input = { ...proofread.order.input, ...body };
    const job = world.start({ kind: "translation", input, demands, media: changedVideo });
    return { data: { video_translation_id: job.id, status: "processing" as const } };
  }),
  route(proofreads.srt.get, ({ world, path }) => {
    const { files } = finished(world, path.proofread_id);
    const original_srt_url = world.url(files.get("srt"));
    return {
      data: { srt_url: world.url(files.get("corrected")) ?? original_srt_url ?? "", original_srt_url },
    };
  }),
  route(proofreads.srt.update, ({ world, path, body }) => {
    const job = finished(world, path.proofread_id);
    if (body.srt.type === "asset_id") job.files.set("corrected", body.srt.asset_id);
    return { data: { ...show(world, job), submitted_for_review: true } };
  }),
];

function finished(world: World, id: string): Job {
  const job = world.find("proofread", id);
  world.settle();
  if (job.outcome !== "completed")
    throw new ApiFault(409, "resource_not_ready", { message: "The proofread is not ready." });
  return job;
}

function show(world: World, job: Job): z.input<typeof proofreadDetail> {
  const status = job.status(world.time(), "processing", "processing");
  return {
    id: job.id,
    status,
    title: job.title,
    input_language: "English",
    output_language: job.text("language"),
    submitted_for_review: job.files.has("corrected"),
    created_at: Math.floor(job.created / 1000),
    failure_message: status === "failed" ? "The video has no speech." : null,
  };
}
