import type { videoRequest } from "@hyperframes-engine/heygen";
import type { z } from "zod";
import { transparentLooks, type SeededLook } from "../seeds.ts";
import { badParameter, notFound } from "../server/api-fault.ts";
import type { World } from "../world.ts";

/** A request for a video, with defaults. */
export type VideoRequest = z.output<typeof videoRequest>;
/** A request for a video in which somebody speaks. */
export type Spoken = Extract<VideoRequest, { type: "avatar" | "image" }>;

/** The rules that fields have among themselves. 400 or 404 if one is broken. */
export function checkVideoRequest(world: World, body: VideoRequest): void {
  if (body.type === "cinematic_avatar") for (const id of body.avatar_id) world.look(id);
  if (body.type !== "avatar" && body.type !== "image") return;
  const look = body.type === "avatar" ? world.look(body.avatar_id) : undefined;
  checkSound(world, body, look);
  checkTransparency(body, look);
  const engine = body.type === "avatar" ? body.engine?.type : undefined;
  if (engine && !look?.supported_api_engines?.includes(engine)) {
    throw badParameter("engine", `The look does not support ${engine}.`);
  }
}

function checkSound(world: World, body: Spoken, look: SeededLook | undefined): void {
  const sounds = [body.script, body.audio_url, body.audio_asset_id].filter(Boolean).length;
  if (sounds !== 1) {
    throw badParameter("script", "Exactly one of script, audio_url, audio_asset_id is required.");
  }
  if ((body.script ?? "").length > 5000)
    throw badParameter("script", "'script' is longer than 5000 characters.");
  if (body.script && !body.voice_id && !look?.default_voice_id) {
    throw badParameter("voice_id", "'voice_id' is required: the avatar has no voice of its own.");
  }
  if (body.voice_id && !world.voices.has(body.voice_id)) throw notFound("voice");
}

function checkTransparency(body: Spoken, look: SeededLook | undefined): void {
  if (body.output_format !== "webm") return;
  if (body.background) {
    throw badParameter("background", "'background' cannot be combined with output_format webm.");
  }
  if (!transparentLooks.has(look?.id ?? "")) {
    throw badParameter("output_format", "This video avatar does not support webm output.");
  }
}
