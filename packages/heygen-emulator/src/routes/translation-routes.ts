import { api, type translationDetail } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import type { Job } from "../job.ts";
import { languages } from "../seeds.ts";
import { badParameter } from "../server/api-fault.ts";
import type { World } from "../world.ts";
import { acceptBatch, showBatch, showStatuses } from "./batches.ts";
import { changedVideo } from "./lipsync-routes.ts";
import { pageOf } from "./paging.ts";
import { proofreadRoutes } from "./proofread-routes.ts";
import { route } from "./route.ts";
import type { JobContext } from "./route.ts";

/** Translations. */
export const translationRoutes = [
  route(api.videoTranslate.create, ({ world, body, demands }) => ({
    data: { video_translation_ids: start(body, { world, demands }).map((job) => job.id) },
  })),
  route(api.videoTranslate.list, ({ world, query }) => {
    const page = pageOf(world.all("translation"), query);
    return { ...page, data: page.data.map((job) => show(world, job)) };
  }),
  route(api.videoTranslate.get, ({ world, path }) => ({
    data: show(world, world.poll("translation", path.video_translation_id)),
  })),
  route(api.videoTranslate.update, ({ world, path, body }) => {
    const job = world.find("translation", path.video_translation_id);
    job.title = body.title;
    return { data: show(world, job) };
  }),
  route(api.videoTranslate.delete, ({ world, path }) => {
    world.find("translation", path.video_translation_id);
    world.jobs.delete(path.video_translation_id);
    return { data: { id: path.video_translation_id } };
  }),
  route(api.videoTranslate.languages.list, () => ({ data: { languages: [...languages] } })),
  route(api.videoTranslate.batches.create, ({ world, body, demands }) =>
    acceptBatch(world, body, (batchId) =>
      body.video_translations.flatMap((one) => start(one, { world, demands, batchId })),
    ),
  ),
  route(api.videoTranslate.batches.get, ({ world, path, query }) => showBatch(world, path.batch_id, query)),
  route(api.videoTranslate.statuses.list, ({ world, query }) =>
    showStatuses(world, "translation", [query.video_translation_ids, query.batch_ids]),
  ),
  ...proofreadRoutes,
];

type Request = Readonly<Record<string, unknown>> & { readonly output_languages: readonly string[] };

function start(input: Request, { world, ...context }: JobContext): Job[] {
  checkLanguages(input.output_languages);
  return input.output_languages.map((language) =>
    world.start({
      kind: "translation",
      input: { ...input, language },
      ...context,
      media: changedVideo,
    }),
  );
}

/** Only what the list of languages names can be translated into. */
function checkLanguages(names: readonly string[]): void {
  const unknown = names.find((name) => !isLanguage(name));
  if (unknown !== undefined)
    throw badParameter("output_languages", `'${unknown}' is not a supported language.`);
}

/** Examples also have codes (`es`) and names with a region (`Spanish (Spain)`). */
function isLanguage(name: string): boolean {
  const known: readonly string[] = languages;
  const base = name.replace(/ \(.*\)$/, "");
  const named = /^[a-z]{2,3}(-\w+)?$/i.test(base) ? languageNames.of(base.slice(0, 2)) : undefined;
  return known.includes(named ?? base);
}

const languageNames = new Intl.DisplayNames("en", { type: "language" });

function show(world: World, job: Job): z.input<typeof translationDetail> {
  const status = job.status(world.time(), "pending", "running");
  return {
    id: job.id,
    status,
    title: job.title,
    duration: status === "completed" ? (job.media?.durationSeconds ?? null) : null,
    input_language: job.text("input_language"),
    output_language: job.text("language"),
    video_url: world.url(job.files.get("video")),
    audio_url: null,
    srt_caption_url: world.url(job.files.get("srt")),
    vtt_caption_url: world.url(job.files.get("vtt")),
    callback_id: job.text("callback_id"),
    created_at: Math.floor(job.created / 1000),
    failure_message:
      status === "failed"
        ? "Your video's audio is missing or corrupted, please try with another video"
        : null,
  };
}
