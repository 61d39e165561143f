import { api } from "./api.ts";
import { endpointsOf, type Endpoint } from "./endpoint.ts";

/** A path that has ended, and what replaced it: nothing, where v3 has nothing of the kind. */
interface RetiredPath {
  readonly pattern: RegExp;
  readonly instead: readonly Endpoint[];
}

const { video, videoAgent, videoTranslate, avatar, voice, webhook } = api;

/** The first that fits counts. */
const retiredPaths: readonly RetiredPath[] = [
  ended("/v3/video-agents/sessions", videoAgent.create),
  ended("/v3/video-agents/sessions/[^/]+", videoAgent.get),
  ended("/v3/video-agents/sessions/[^/]+/messages", videoAgent.send),
  ended("/v3/video-agents/sessions/[^/]+/resources", videoAgent.get, videoAgent.resources.get),
  ended("/v3/video-agents/sessions/[^/]+/stop", videoAgent.stop),
  ended("/v3/video-translations/[^/]+/caption", videoTranslate.get),
  ended("/v1/video_agent/.*", videoAgent.create),
  ended(
    "/v[12]/video(\\.generate|/generate|/av4/generate|/webm|\\.webm)|/v1/talking_photo\\.generate",
    video.create,
  ),
  ended("/v1/video_status\\.get|/v1/video/caption\\.get|/v2/video/[^/]+", video.get),
  ended("/v[12]/video\\.list", video.list),
  ended("/v[12]/video\\.delete", video.delete),
  ended("/v2/videos", video.create, video.list),
  ended("/v2/videos/[^/]+", video.get, video.delete),
  ended("/v2/avatars|/v1/avatar\\.list|/v2/avatar/.*", avatar.looks.list, avatar.looks.get),
  ended("/v2/avatar_group/[^/]+/avatars", avatar.looks.list),
  ended("/v2/avatar_group.*", avatar.list),
  ended("/v2/photo_avatar/.*|/v[12]/talking_photo.*", avatar.create, avatar.list),
  ended("/v[12]/(voices|voice\\.list|audio/voices)(/.*)?|/v[12]/brand_voice/.*", voice.list),
  ended("/v1/audio/text_to_speech", voice.speech.create),
  ended("/v2/templates|/v1/template\\.list", api.template.list),
  ended("/v2/template/[^/]+/generate|/v1/template\\.generate", api.template.generate),
  ended("/v[12]/template.*", api.template.get),
  ended("/v2/video_translate/target_languages", videoTranslate.languages.list),
  ended("/v2/video_translate/caption", videoTranslate.get),
  ended("/v1/video_translate/translate|/v2/video_translate", videoTranslate.create),
  ended("/v[12]/video_translate/.*", videoTranslate.get),
  ended("/v1/asset(/list|\\.list)?|/v1/asset/.*", api.asset.create, api.asset.list),
  ended("/v[12]/user/?.*", api.user.me.get),
  ended("/v1/webhook/endpoint\\.add", webhook.endpoints.create),
  ended("/v1/webhook/endpoint\\.update", webhook.endpoints.update),
  ended("/v1/webhook/endpoint\\.delete", webhook.endpoints.delete),
  ended("/v1/webhook/endpoint.*", webhook.endpoints.list),
  ended("/v1/webhook/.*", webhook.eventTypes.list),
  ended("/v[12]/.*"),
];

/**
 * What replaced a path of v1, of v2 or of an earlier v3, in a sentence; undefined if the path is none of them.
 *
 * @param path With or without a host and a query.
 */
export function replacementOf(path: string): string | undefined {
  const pathname = URL.canParse(path) ? new URL(path).pathname : (path.split("?")[0] ?? "");
  const found = retiredPaths.find(({ pattern }) => pattern.test(pathname));
  if (!found) return undefined;
  if (found.instead.length === 0) return `${pathname} has ended, and v3 has nothing of the kind.`;
  return `${pathname} has ended. In its place: ${found.instead.map(nameOf).join(", or ")}.`;
}

function ended(pattern: string, ...instead: readonly Endpoint[]): RetiredPath {
  return { pattern: new RegExp(`^(?:${pattern})/?$`), instead };
}

function nameOf(wanted: Endpoint): string {
  const listed = endpointsOf(api).find(({ endpoint }) => endpoint === wanted);
  const name = listed?.command.join(".").replaceAll(/-[a-z]/g, ([, letter = ""]) => letter.toUpperCase());
  return `${wanted.method} ${wanted.path} (\`api.${name}\`)`;
}
