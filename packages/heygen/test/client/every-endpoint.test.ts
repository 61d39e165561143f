import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { api } from "../../src/api/api.ts";
import { endpointsOf } from "../../src/api/endpoint.ts";
import type { Endpoint } from "../../src/api/endpoint.ts";
import { waitFor } from "../../src/client/wait-for.ts";
import { emulated, videoBody } from "../support/emulated.ts";
import type { Emulated } from "../support/emulated.ts";

type AnyRequest = { path?: Record<string, string>; query?: object; body?: unknown };

const video = { type: "url", url: "https://example.invalid/a.mp4" } as const;
const announced = { filename: "a.mp4", content_type: "video/mp4", size_bytes: 5 };
const translation = { video, output_languages: ["German"] };
const title = { title: "Renamed" };

/** A good request for each endpoint; those that need something there name it in the path. */
const requests: Record<string, AnyRequest> = {
  "video create": { body: videoBody },
  "video list": { query: { limit: 1, title: "x" } },
  "video get": { path: { video_id: "VIDEO" } },
  "video batches create": { body: { videos: [videoBody, videoBody] } },
  "video batches get": { path: { batch_id: "BATCH" } },
  "video statuses list": { query: { video_ids: "VIDEO,nothing", batch_ids: "BATCH" } },
  "video-agent create": { body: { prompt: "A minute about tides", mode: "chat" } },
  "video-agent list": {},
  "video-agent get": { path: { session_id: "SESSION" } },
  "video-agent send": { path: { session_id: "SESSION" }, body: { message: "Shorter" } },
  "video-agent resources get": { path: { session_id: "SESSION", resource_id: "resource_storyboard" } },
  "video-agent styles list": { query: { tag: "business" } },
  "video-agent videos list": { path: { session_id: "SESSION" } },
  "video-agent stop": { path: { session_id: "SESSION" }, body: {} },
  "avatar create": { body: { type: "photo", name: "Me", file: video } },
  "avatar list": { query: { ownership: "public" } },
  "avatar get": { path: { group_id: "GROUP" } },
  "avatar looks list": { query: { group_id: "GROUP" } },
  "avatar looks get": { path: { look_id: "LOOK" } },
  "avatar looks update": { path: { look_id: "LOOK" }, body: { name: "Me, again" } },
  "avatar consent create": { path: { group_id: "GROUP" }, body: { consent_text: "Yes" } },
  "avatar looks delete": { path: { look_id: "LOOK" } },
  "avatar delete": { path: { group_id: "GROUP" } },
  "voice list": { query: { engine: "starfish", gender: "Male" } },
  "voice create": { body: { prompt: "Warm and low" } },
  "voice clone": { body: { audio: video, voice_name: "Mine" } },
  "voice get": { path: { voice_id: "CLONE" } },
  "voice delete": { path: { voice_id: "CLONE" } },
  "voice speech create": { body: { text: "Hello there.", voice_id: "voice_clara" } },
  "lipsync create": { body: { video, audio: video } },
  "lipsync list": {},
  "lipsync get": { path: { lipsync_id: "LIPSYNC" } },
  "lipsync update": { path: { lipsync_id: "LIPSYNC" }, body: title },
  "lipsync batches create": { body: { lipsyncs: [{ video, audio: video }] } },
  "lipsync batches get": { path: { batch_id: "LIPBATCH" } },
  "lipsync statuses list": { query: { lipsync_ids: "LIPSYNC" } },
  "lipsync delete": { path: { lipsync_id: "LIPSYNC" } },
  "video-translate create": { body: translation },
  "video-translate list": {},
  "video-translate get": { path: { video_translation_id: "TRANSLATION" } },
  "video-translate update": { path: { video_translation_id: "TRANSLATION" }, body: title },
  "video-translate languages list": {},
  "video-translate batches create": { body: { video_translations: [translation] } },
  "video-translate batches get": { path: { batch_id: "TRBATCH" } },
  "video-translate statuses list": { query: { video_translation_ids: "TRANSLATION" } },
  "video-translate delete": { path: { video_translation_id: "TRANSLATION" } },
  "video-translate proofreads create": { body: { ...translation, title: "To read" } },
  "video-translate proofreads get": { path: { proofread_id: "PROOFREAD" } },
  "video-translate proofreads srt get": { path: { proofread_id: "PROOFREAD" } },
  "video-translate proofreads srt update": { path: { proofread_id: "PROOFREAD" }, body: { srt: video } },
  "video-translate proofreads generate": { path: { proofread_id: "PROOFREAD" }, body: {} },
  "webhook endpoints create": { body: { url: "https://example.invalid/hook", events: ["batch.finished"] } },
  "webhook endpoints list": {},
  "webhook endpoints update": { path: { endpoint_id: "ENDPOINT" }, body: { events: null } },
  "webhook endpoints rotate-secret": { path: { endpoint_id: "ENDPOINT" } },
  "webhook endpoints delete": { path: { endpoint_id: "ENDPOINT" } },
  "webhook event-types list": {},
  "webhook events list": { query: { event_type: "avatar_video.success" } },
  "asset create": { body: { file: new File(["hello"], "hello.txt", { type: "text/plain" }) } },
  "asset list": { query: { username: "emulator" } },
  "asset get": { path: { asset_id: "ASSET" } },
  "asset search": { query: { query: "sun", type: "icon" } },
  "asset direct-uploads create": { body: announced },
  "asset direct-uploads batches create": { body: { files: [announced] } },
  "asset complete create": { path: { asset_id: "ASSET" }, body: {} },
  "asset complete batches create": { body: { batch_id: "EMPTYBATCH" } },
  "asset batches get": { path: { batch_id: "EMPTYBATCH" } },
  "asset statuses list": { query: { asset_ids: "ASSET" } },
  "asset delete": { path: { asset_id: "ASSET" } },
  "user me get": {},
  "template list": {},
  "template get": { path: { template_id: "template_news" } },
  "template generate": { path: { template_id: "template_news" }, body: { variables: { headline: "Up" } } },
  "ai-clipping create": { body: { video } },
  "ai-clipping list": {},
  "ai-clipping get": { path: { job_id: "CLIPPING" } },
  "ai-clipping delete": { path: { job_id: "CLIPPING" } },
  "background-removal create": { body: { video } },
  "background-removal list": {},
  "background-removal get": { path: { job_id: "REMOVAL" } },
  "background-removal delete": { path: { job_id: "REMOVAL" } },
  "audio sounds list": { query: { query: "calm" } },
  "brand glossaries list": {},
  "brand kits list": {},
  "video delete": { path: { video_id: "VIDEO" } },
};
const endpoints = new Map(endpointsOf(api).map(({ command, endpoint }) => [command.join(" "), endpoint]));

describe("every endpoint", () => {
  let all: Emulated;
  const ids: Record<string, string> = {};

  beforeAll(async () => {
    all = await emulated({ maxJobs: 100 });
    Object.assign(ids, await makeEverything(all));
  });
  afterAll(async () => all[Symbol.asyncDispose]());

  it("has a request here", () => {
    expect(Object.keys(requests).toSorted()).toEqual([...endpoints.keys()].toSorted());
  });

  it.each(Object.keys(requests))("%s is answered as described", async (name) => {
    const endpoint = endpoints.get(name)!;
    const request = JSON.parse(
      JSON.stringify(requests[name]).replaceAll(/[A-Z]{4,}/g, (id) => ids[id] ?? id),
    ) as AnyRequest;
    if (name === "asset create") request.body = requests[name]!.body;
    const answer = await call(all, endpoint, request);
    expect(endpoint.response.safeParse(answer).error).toBeUndefined();
    expect(answer).toMatchObject({ data: expect.anything() as unknown });
  });
});

async function call(
  all: Emulated,
  endpoint: Endpoint,
  request: AnyRequest,
): Promise<Record<string, unknown>> {
  return (await all.client.call(endpoint, request as never)) as Record<string, unknown>;
}

/** One of each thing, for the paths that name it. */
async function makeEverything({ client }: Emulated): Promise<Record<string, string>> {
  const one = await client.call(api.video.create, { body: videoBody });
  const batch = await client.call(api.video.batches.create, { body: { videos: [videoBody] } });
  const session = await client.call(api.videoAgent.create, { body: { prompt: "Tides", mode: "chat" } });
  const avatar = await client.call(api.avatar.create, { body: { type: "photo", name: "A", file: video } });
  const clone = await client.call(api.voice.clone, { body: { audio: video, voice_name: "A" } });
  const lipsync = await client.call(api.lipsync.create, { body: { video, audio: video } });
  const lipBatch = await client.call(api.lipsync.batches.create, {
    body: { lipsyncs: [{ video, audio: video }] },
  });
  const translated = await client.call(api.videoTranslate.create, { body: translation });
  const trBatch = await client.call(api.videoTranslate.batches.create, {
    body: { video_translations: [translation] },
  });
  const { proofreads } = api.videoTranslate;
  const proofread = await client.call(proofreads.create, { body: { ...translation, title: "A" } });
  const hook = await client.call(api.webhook.endpoints.create, { body: { url: "https://example.invalid/" } });
  const asset = await client.call(api.asset.create, { body: { file: new File(["hello"], "a.txt") } });
  const empty = await client.call(api.asset.directUploads.batches.create, { body: { files: [] } });
  const clipping = await client.call(api.aiClipping.create, { body: { video } });
  const removal = await client.call(api.backgroundRemoval.create, { body: { video } });
  const path = { proofread_id: proofread.data.proofread_ids[0]! };
  await waitFor(client, async () => (await client.call(proofreads.get, { path })).data);
  return {
    VIDEO: one.data.video_id,
    BATCH: batch.data.batch_id,
    SESSION: session.data.session_id,
    GROUP: avatar.data.avatar_group!.id,
    LOOK: avatar.data.avatar_item!.id,
    CLONE: clone.data.voice_clone_id,
    LIPSYNC: lipsync.data.lipsync_id,
    LIPBATCH: lipBatch.data.batch_id,
    TRANSLATION: translated.data.video_translation_ids[0]!,
    TRBATCH: trBatch.data.batch_id,
    PROOFREAD: path.proofread_id,
    ENDPOINT: hook.data.endpoint_id,
    ASSET: asset.data.asset_id,
    EMPTYBATCH: empty.data.batch_id,
    CLIPPING: clipping.data.id,
    REMOVAL: removal.data.id,
  };
}
