import { api } from "@hyperframes-engine/heygen";
import type { Job } from "../job.ts";
import { changedVideo, showChanged } from "./changed-video.ts";
import { batchRoutes, jobRoutes } from "./job-routes.ts";
import { route, type JobContext } from "./route.ts";

/** Lip-sync jobs. */
export const lipsyncRoutes = [
  route(api.lipsync.create, ({ world, body, demands }) => ({
    data: { lipsync_id: start(body, { world, demands }).id },
  })),
  ...jobRoutes(api.lipsync, {
    kind: "lipsync",
    show: (world, job) => ({ ...showChanged(world, job), caption_url: world.url(job.files.get("srt")) }),
  }),
  ...batchRoutes(api.lipsync, {
    kind: "lipsync",
    ids: "lipsync_ids",
    start: ({ lipsyncs }, context) => lipsyncs.map((one) => start(one, context)),
  }),
];

function start(input: Readonly<Record<string, unknown>>, { world, ...context }: JobContext): Job {
  return world.start({ kind: "lipsync", input, ...context, media: changedVideo });
}
