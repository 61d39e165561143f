import type { api } from "../api/api.ts";
import type { RequestOf } from "../api/endpoint.ts";
import { HeyGenError } from "../errors.ts";
import type { AgentSource, AvatarSource, MadeSource, SpeechSource } from "./narration-source.ts";

/** What the agent is asked for. */
type AgentBody = RequestOf<typeof api.videoAgent.create>["body"];
/** What is asked of an avatar. */
type AvatarBody = Extract<RequestOf<typeof api.video.create>["body"], { type: "avatar" }>;
/** What is asked of a voice. */
type SpeechBody = RequestOf<typeof api.voice.speech.create>["body"];

/** The one request that a narration costs. */
export type NarrationOrder =
  | { readonly type: "agent"; readonly endpoint: "POST /v3/video-agents"; readonly body: AgentBody }
  | { readonly type: "avatar"; readonly endpoint: "POST /v3/videos"; readonly body: AvatarBody }
  | { readonly type: "speech"; readonly endpoint: "POST /v3/voices/speech"; readonly body: SpeechBody };

/**
 * The request for a source.
 *
 * @throws {HeyGenError} if the text is empty, or longer than HeyGen takes.
 */
export function narrationOrder(source: MadeSource): NarrationOrder {
  switch (source.type) {
    case "agent":
      checkLength("prompt", source.prompt, 10_000);
      return { type: "agent", endpoint: "POST /v3/video-agents", body: agentBody(source) };
    case "avatar":
      checkLength("script", source.script, 5000);
      return { type: "avatar", endpoint: "POST /v3/videos", body: avatarBody(source) };
    case "speech":
      checkLength("script", source.script, 5000);
      return { type: "speech", endpoint: "POST /v3/voices/speech", body: speechBody(source) };
  }
}

/** What is said, or what the agent is to speak of. */
export function textOf(source: MadeSource): string {
  return source.type === "agent" ? source.prompt : source.script;
}

function agentBody({ prompt, avatar, voice, style, orientation }: AgentSource): AgentBody {
  return {
    prompt,
    mode: "generate",
    ...(avatar && { avatar_id: avatar }),
    ...(voice && { voice_id: voice }),
    ...(style && { style_id: style }),
    ...(orientation && { orientation }),
  };
}

function avatarBody(source: AvatarSource): AvatarBody {
  const { script, avatar, voice, transparent, speed, resolution, aspectRatio } = source;
  return {
    type: "avatar",
    avatar_id: avatar,
    script,
    ...(voice && { voice_id: voice }),
    ...(speed !== undefined && speed !== 1 && { voice_settings: { speed } }),
    // What HeyGen does not take is told by the check before the request.
    ...(resolution && { resolution: resolution as "1080p" }),
    ...(aspectRatio && { aspect_ratio: aspectRatio as "16:9" }),
    ...(transparent && { output_format: "webm" }),
  };
}

function speechBody({ script, voice, speed, language }: SpeechSource): SpeechBody {
  return {
    text: script,
    voice_id: voice,
    ...(speed !== undefined && { speed }),
    ...(language && { language }),
  };
}

function checkLength(name: string, text: string, most: number): void {
  const { length } = text.trim();
  if (length > 0 && text.length <= most) return;
  const fault = length === 0 ? "is empty" : `has ${text.length} characters, but HeyGen takes ${most} at most`;
  throw new HeyGenError("invalid-request", `The narration's ${name} ${fault}.`, { param: name });
}
