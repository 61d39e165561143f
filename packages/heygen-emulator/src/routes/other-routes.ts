import { api, type ResponseOf } from "@hyperframes-engine/heygen";
import { failureMessage } from "../finish-job.ts";
import type { Job } from "../job.ts";
import { sampleTemplates } from "../sample-ids.ts";
import { notFound } from "../server/api-fault.ts";
import type { World } from "../world.ts";
import { changedVideo } from "./changed-video.ts";
import { jobRoutes } from "./job-routes.ts";
import { pageOf } from "./paging.ts";
import { route } from "./route.ts";
import { showVideo } from "./video-routes.ts";

const item = { id: "template_news", name: "News", aspect_ratio: "16:9", created_at: 1_760_000_000 };
const headline = { name: "headline", variable_type: "text" };

/** The account, templates, sounds, brands, and the smaller tools. */
export const otherRoutes = [
  route(api.user.me.get, () => ({
    data: {
      username: "emulator",
      email: "emulator@example.invalid",
      first_name: "Emma",
      last_name: "Lator",
      billing_type: "wallet" as const,
      wallet: { currency: "usd" as const, remaining_balance: 100, auto_reload: null },
    },
  })),
  route(api.template.list, ({ query }) => pageOf([item], query)),
  route(api.template.get, ({ path }) => {
    requireTemplate(path.template_id);
    const scenes = [{ scene_id: "scene_1", script: "{{headline}}", variables: [headline] }];
    return {
      data: { ...item, id: path.template_id, variables: { headline }, scene_ids: ["scene_1"], scenes },
    };
  }),
  route(api.template.generate, ({ world, path, body, demands }) => {
    requireTemplate(path.template_id);
    const media = {
      ...changedVideo,
      script: Object.values(body.variables)
        .map((value) => JSON.stringify(value))
        .join(" "),
    };
    return { data: showVideo(world, world.start({ kind: "video", input: body, demands, media })) };
  }),
  route(api.audio.sounds.list, ({ query }) => {
    const sounds = ["Morning", "Evening", "Night"].map((name, index) => ({
      id: `sound_${index + 1}`,
      name,
      type: query.type,
      description: `${name}, ${query.query}`,
      audio_url: `https://sounds.invalid/${index + 1}.mp3`,
      score: 0.9 - index / 10,
      duration: 30,
    }));
    return pageOf(
      sounds.filter(({ score }) => score >= query.min_score),
      query,
    );
  }),
  route(api.brand.glossaries.list, ({ query }) => {
    const time = "2026-01-01T00:00:00.000Z";
    return pageOf(
      [{ brand_glossary_id: "glossary_1", name: "Products", created_at: time, updated_at: time }],
      query,
    );
  }),
  route(api.brand.kits.list, ({ query }) =>
    pageOf([{ brand_kit_id: "kit_1", name: "House", colors: ["#112233"], logo_url: null }], query),
  ),
  route(api.backgroundRemoval.create, ({ world, body, demands }) => {
    const media = { ...changedVideo, format: "webm" as const, transparent: true };
    return { data: showRemoval(world, world.start({ kind: "removal", input: body, demands, media })) };
  }),
  ...jobRoutes(api.backgroundRemoval, { kind: "removal", show: showRemoval }),
  route(api.aiClipping.create, ({ world, body, demands }) => ({
    data: showClipping(world, world.start({ kind: "clipping", input: body, demands, media: changedVideo })),
  })),
  ...jobRoutes(api.aiClipping, { kind: "clipping", show: showClipping }),
];

function requireTemplate(id: string): void {
  if (id !== item.id && !sampleTemplates.has(id)) throw notFound("template");
}

function showRemoval(world: World, job: Job): ResponseOf<typeof api.backgroundRemoval.get>["data"] {
  const foreground = world.url(job.files.get("video"));
  return {
    id: job.id,
    status: job.status(world.time(), "pending", "processing"),
    layers: foreground ? { foreground: { url: foreground } } : null,
    duration: job.media?.durationSeconds ?? null,
    created_at: Math.floor(job.created / 1000),
    completed_at: job.ended === undefined ? null : Math.floor(job.ended / 1000),
    error: job.outcome === "failed" ? failureMessage : null,
  };
}

function showClipping(world: World, job: Job): ResponseOf<typeof api.aiClipping.get>["data"] {
  const url = world.url(job.files.get("video"));
  return {
    id: job.id,
    status: job.status(world.time(), "pending", "running"),
    progress: Math.round(job.progress(world.time()) * 100),
    title: job.title,
    clips: url ? [{ id: `${job.id}_1`, status: "completed", video_url: url, duration_seconds: 5 }] : [],
    created_at: Math.floor(job.created / 1000),
    failure_message: job.outcome === "failed" ? failureMessage : null,
  };
}
