import { api, type translationDetail } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import type { Job } from "../job.ts";
import { languages } from "../seeds.ts";
import { badParameter } from "../server/api-fault.ts";
import type { World } from "../world.ts";
import { changedVideo, showChanged } from "./changed-video.ts";
import { batchRoutes, jobRoutes } from "./job-routes.ts";
import { proofreadRoutes } from "./proofread-routes.ts";
import { route, type JobContext } from "./route.ts";

/** Translations. */
export const translationRoutes = [
  route(api.videoTranslate.create, ({ world, body, demands }) => ({
    data: { video_translation_ids: start(body, { world, demands }).map((job) => job.id) },
  })),
  ...jobRoutes(api.videoTranslate, { kind: "translation", show }),
  route(api.videoTranslate.languages.list, () => ({ data: { languages: [...languages] } })),
  ...batchRoutes(api.videoTranslate, {
    kind: "translation",
    ids: "video_translation_ids",
    start: (body, context) => body.video_translations.flatMap((one) => start(one, context)),
  }),
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

const silence = "Your video's audio is missing or corrupted, please try with another video";

function show(world: World, job: Job): z.output<typeof translationDetail> {
  return {
    ...showChanged(world, job, silence),
    input_language: job.text("input_language"),
    output_language: job.text("language"),
    audio_url: null,
    srt_caption_url: world.url(job.files.get("srt")),
    vtt_caption_url: world.url(job.files.get("vtt")),
  };
}
