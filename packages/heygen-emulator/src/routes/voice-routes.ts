import { api } from "@hyperframes-engine/heygen";
import { badParameter, notFound } from "../server/api-fault.ts";
import type { World } from "../world.ts";
import { pageOf } from "./paging.ts";
import { route } from "./route.ts";

/** Voices and speech. */
export const voiceRoutes = [
  route(api.voice.list, ({ world, query }) => {
    const voices = [...world.voices.values()].filter(
      (voice) =>
        voice.type === query.type &&
        (query.engine ?? voice.engine) === voice.engine &&
        (query.language ?? voice.language).toLowerCase() === voice.language.toLowerCase() &&
        (query.gender ?? voice.gender).toLowerCase() === voice.gender.toLowerCase(),
    );
    const { data, ...paging } = pageOf(voices, query);
    return { data: data.map(withoutEngine), ...paging };
  }),
  route(api.voice.get, ({ world, path }) => {
    const voice = world.voices.get(path.voice_id);
    if (voice) return { data: { ...voice, status: null } };
    const job = world.poll("clone", path.voice_id);
    const status = job.status(world.time(), "processing", "processing");
    return {
      data: {
        voice_id: job.id,
        name: job.text("voice_name"),
        language: job.text("language"),
        status: status === "completed" ? ("complete" as const) : status,
        failure_message: status === "failed" ? "The recording is too noisy." : null,
        support_pause: true,
        created_at: Math.floor(job.created / 1000),
      },
    };
  }),
  route(api.voice.create, ({ world, body }) => {
    const voices = ["A", "B", "C"].map((letter) => ({
      voice_id: world.newId("voice"),
      name: `Voice ${letter}`,
      language: "English",
      gender: body.gender ?? "female",
      type: "private" as const,
      support_pause: true,
      support_locale: true,
      preview_audio_url: null,
      engine: "starfish",
    }));
    for (const voice of voices) world.voices.set(voice.voice_id, voice);
    return { data: { seed: body.seed, voices: voices.map(withoutEngine) } };
  }),
  route(api.voice.clone, ({ world, body, demands }) => ({
    data: { voice_clone_id: world.start({ kind: "clone", input: body, demands }).id },
  })),
  route(api.voice.delete, ({ world, path }) => {
    if (!world.voices.delete(path.voice_id)) world.jobs.delete(world.find("clone", path.voice_id).id);
    return { data: { voice_id: path.voice_id } };
  }),
  route(api.voice.speech.create, async ({ world, body, demands }) => {
    requireStarfish(world, body.voice_id);
    const script = body.input_type === "ssml" ? body.text.replaceAll(/<[^>]*>/g, " ") : body.text;
    const media = await world.make({
      kind: "speech",
      format: "mp3",
      script,
      width: 0,
      height: 0,
      transparent: false,
      speed: body.speed,
      voiceId: body.voice_id,
    });
    const file = world.store("speech.mp3", { type: media.type, bytes: media.content, demands });
    const { durationSeconds: duration, words } = media;
    // HeyGen marks begin and end with words of its own.
    const word_timestamps = [
      { word: "<start>", start: 0, end: words[0]?.start ?? 0 },
      ...words,
      { word: "<end>", start: words.at(-1)?.end ?? 0, end: duration },
    ];
    return {
      data: { audio_url: world.url(file) ?? "", duration, request_id: world.newId("req"), word_timestamps },
    };
  }),
];

function withoutEngine<V extends { readonly engine: string }>({
  engine: _engine,
  ...voice
}: V): Omit<V, "engine"> {
  return voice;
}

function requireStarfish(world: World, id: string): void {
  const voice = world.voices.get(id);
  if (!voice) throw notFound("voice");
  if (voice.engine !== "starfish")
    throw badParameter("voice_id", "'voice_id' must be of the starfish engine.");
}
