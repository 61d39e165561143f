import type { MediaOrder } from "@hyperframes-engine/heygen";
import type { Spoken, VideoRequest } from "./video-rules.ts";

/** What a request for a video asks to be made. */
export function mediaOrder(body: VideoRequest): MediaOrder {
  const size = sizeOf(body.aspect_ratio ?? "16:9", body.resolution ?? "1080p");
  const silent = { kind: "video", format: "mp4", script: "", ...size, transparent: false, speed: 1 } as const;
  if (body.type === "avatar" || body.type === "image") return { ...silent, ...spokenOrder(body) };
  return body.type === "studio" ? { ...silent, script: body.scenes.map(scriptOf).join(" ") } : silent;
}

function spokenOrder(body: Spoken): Partial<MediaOrder> {
  return {
    format: body.output_format,
    script: body.script ?? "",
    transparent: body.output_format === "webm",
    speed: body.voice_settings?.speed ?? 1,
    avatarId: body.type === "avatar" ? body.avatar_id : undefined,
    voiceId: body.voice_id ?? undefined,
    background: colourOf(body.background?.value),
  };
}

/** Whatever else is asked for stands before a wall of ours. */
function colourOf(value: string | null | undefined): string | undefined {
  return /^#[0-9a-f]{6}$/i.test(value ?? "") ? (value ?? undefined) : undefined;
}

function scriptOf(scene: Extract<VideoRequest, { type: "studio" }>["scenes"][number]): string {
  return (scene.type === "avatar_video" ? scene.input.script : scene.script) ?? "";
}

/** The short edge is what the resolution names. */
function sizeOf(aspect: string, resolution: string): { width: number; height: number } {
  const short = { "4k": 2160, "1080p": 1080, "720p": 720 }[resolution] ?? 1080;
  const [across, down] = aspect === "auto" ? [16, 9] : aspect.split(":").map(Number);
  const ratio = (across ?? 16) / (down ?? 9);
  return ratio >= 1
    ? { width: even(short * ratio), height: short }
    : { width: short, height: even(short / ratio) };
}

function even(pixels: number): number {
  return Math.round(pixels / 2) * 2;
}
