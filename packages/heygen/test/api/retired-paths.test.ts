import { describe, expect, it } from "vitest";
import { api } from "../../src/api/api.ts";
import { endpointsOf } from "../../src/api/endpoint.ts";
import { replacementOf } from "../../src/api/retired-paths.ts";
import { emulated, testKey } from "../support/emulated.ts";

describe("replacementOf", () => {
  it.each([
    ["/v2/video/generate", "POST /v3/videos (`api.video.create`)"],
    ["/v1/video.generate", "POST /v3/videos"],
    ["/v1/video_status.get?video_id=x", "GET /v3/videos/{video_id}"],
    ["https://api.heygen.com/v2/avatars", "GET /v3/avatars/looks"],
    ["/v2/avatar_group/abc/avatars", "GET /v3/avatars/looks"],
    ["/v2/avatar_group.list", "GET /v3/avatars "],
    ["/v2/voices", "GET /v3/voices"],
    ["/v2/templates", "GET /v3/templates"],
    ["/v2/template/abc/generate", "POST /v3/templates/{template_id}"],
    ["/v2/video_translate", "POST /v3/video-translations"],
    ["/v2/video_translate/abc", "GET /v3/video-translations/{video_translation_id}"],
    ["/v2/video_translate/target_languages", "GET /v3/video-translations/languages"],
    ["/v2/user/remaining_quota", "GET /v3/users/me"],
    ["/v1/user/me", "GET /v3/users/me"],
    ["/v1/video_agent/generate", "POST /v3/video-agents"],
    ["/v1/webhook/endpoint.add", "POST /v3/webhooks/endpoints"],
    ["/v1/audio/text_to_speech", "POST /v3/voices/speech"],
    ["/v1/asset", "POST /v3/assets"],
    ["/v1/workflows/executions", "nothing of the kind"],
    ["/v3/video-agents/sessions/abc/messages", "POST /v3/video-agents/{session_id}"],
    ["/v3/video-translations/abc/caption", "GET /v3/video-translations/{video_translation_id}"],
  ])("names what replaced %s", (path, instead) => {
    expect(replacementOf(path)).toContain(instead);
  });

  it("says nothing of the paths of today", () => {
    for (const { endpoint } of endpointsOf(api)) {
      expect(replacementOf(endpoint.path.replaceAll(/\{\w+\}/g, "abc123"))).toBeUndefined();
    }
  });
});

it("is what the emulator answers an old path with", async () => {
  await using all = await emulated();
  const headers = { "x-api-key": testKey };
  for (const path of ["/v2/video/generate", "/v3/video-agents/sessions"]) {
    const answer = await fetch(all.emulator.url + path, { method: "POST", headers });
    expect(answer.status).toBe(410);
    expect(await answer.json()).toMatchObject({
      error: { code: "endpoint_retired", message: replacementOf(path) },
    });
  }
});
