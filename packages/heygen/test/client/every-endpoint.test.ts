import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { api } from "../../src/api/api.ts";
import { endpointsOf, type Endpoint } from "../../src/api/endpoint.ts";
import { waitFor } from "../../src/client/wait-for.ts";
import { emulated, videoBody, type Emulated } from "../support/emulated.ts";
import { requests, translation, video, type AnyRequest } from "../support/requests.ts";

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
