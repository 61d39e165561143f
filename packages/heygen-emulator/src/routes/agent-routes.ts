import { api, type ResponseOf } from "@hyperframes-engine/heygen";
import { sessionMedia } from "../finish-job.ts";
import type { Job } from "../job.ts";
import { ApiFault, notFound } from "../server/api-fault.ts";
import type { World } from "../world.ts";
import { pageOf, wholeList } from "./paging.ts";
import { route } from "./route.ts";
import { showVideo } from "./video-routes.ts";

/** Sessions of the agent. */
export const agentRoutes = [
  route(api.videoAgent.create, ({ world, body, demands }) => {
    if (body.avatar_id) world.look(body.avatar_id);
    if (body.voice_id && !world.voices.has(body.voice_id)) throw notFound("voice");
    const job = world.start({ kind: "session", input: body, demands });
    job.hear(body.prompt);
    if (world.options.agentHasVideoAtOnce) {
      job.video = world.startUnlimited({ kind: "video", input: body, demands, media: sessionMedia(job) });
    }
    const status = body.mode === "chat" ? ("thinking" as const) : ("generating" as const);
    return {
      data: { session_id: job.id, status, video_id: job.video?.id ?? null, created_at: secondsOf(job) },
    };
  }),
  route(api.videoAgent.list, ({ world, query }) => {
    const page = pageOf(world.all("session"), query);
    const data = page.data.map((job) => ({
      session_id: job.id,
      title: job.title,
      created_at: secondsOf(job),
    }));
    return { ...page, data };
  }),
  route(api.videoAgent.get, ({ world, path }) => {
    const job = world.poll("session", path.session_id);
    return {
      data: {
        session_id: job.id,
        status: statusOf(world, job),
        progress: Math.round(job.progress(world.time()) * 100),
        title: job.title,
        video_id: job.video?.id ?? null,
        created_at: secondsOf(job),
        messages: job.messages.slice(-40).toReversed(),
      },
    };
  }),
  route(api.videoAgent.send, ({ world, path, body }) => {
    const job = world.find("session", path.session_id);
    if (job.text("mode") !== "chat")
      throw new ApiFault(409, "conflict", { message: "Only chat sessions take messages." });
    job.hear(body.message);
    job.hear("Understood.", "model");
    return { data: { session_id: job.id, run_id: world.newId("run"), title: job.title } };
  }),
  route(api.videoAgent.stop, ({ world, path }) => {
    const job = world.find("session", path.session_id);
    job.outcome ??= "failed";
    job.ended ??= world.time();
    return { data: { session_id: job.id } };
  }),
  route(api.videoAgent.resources.get, ({ world, path }) => {
    world.find("session", path.session_id);
    if (!resources.has(path.resource_id)) throw notFound("resource");
    return { data: { resource_id: path.resource_id, resource_type: "storyboard", metadata: {}, url: null } };
  }),
  route(api.videoAgent.styles.list, ({ query }) => {
    const fitting = styles.filter(({ tags }) => query.tag === undefined || tags.includes(query.tag));
    return pageOf(fitting, query);
  }),
  route(api.videoAgent.videos.list, ({ world, path }) => {
    const { video } = world.find("session", path.session_id);
    return wholeList(video ? [showVideo(world, video)] : []);
  }),
];

/** The second is of HeyGen's examples. */
const resources = new Set(["resource_storyboard", "res_abc123"]);
const styles = [
  { style_id: "style_clean", name: "Clean", aspect_ratio: "16:9", tags: ["business"] },
  { style_id: "style_bold", name: "Bold", aspect_ratio: "9:16", tags: ["social"] },
  { style_id: "style_calm", name: "Calm", aspect_ratio: "16:9", tags: ["business"] },
];

function statusOf(world: World, job: Job): ResponseOf<typeof api.videoAgent.get>["data"]["status"] {
  if (job.asksBack) return "waiting_for_input";
  if (job.order.demands.take("unknown-status")) return "dreaming" as "thinking";
  return job.status(world.time(), "thinking", "generating");
}

function secondsOf(job: Job): number {
  return Math.floor(job.created / 1000);
}
