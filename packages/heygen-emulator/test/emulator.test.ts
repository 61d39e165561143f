import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, it } from "vitest";
import { api } from "../../heygen/src/api/api.ts";
import { endpointsOf } from "../../heygen/src/api/endpoint.ts";
import { openClient } from "../../heygen/src/client/open-client.ts";
import { waitFor, waitForSessionVideo, waitForVideo } from "../../heygen/src/client/wait-for.ts";
import { wordTimes } from "../../heygen/src/client/word-times.ts";
import { parseWebhook, readEvent } from "../../heygen/src/webhooks/parse-webhook.ts";
import { SeenEvents } from "../../heygen/src/webhooks/seen-events.ts";
import { emulated, failureOf, testKey, until, videoBody } from "../../heygen/test/support/emulated.ts";
import { routes } from "../src/routes/router.ts";
import { startEmulator } from "../src/start-emulator.ts";

const post = { method: "POST", headers: { "x-api-key": testKey, "content-type": "application/json" } };

async function receiver(
  statuses: number[],
): Promise<{ url: string; got: Array<{ headers: IncomingHttpHeaders; body: Buffer }> } & Disposable> {
  const got: Array<{ headers: IncomingHttpHeaders; body: Buffer }> = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      got.push({ headers: request.headers, body: Buffer.concat(parts) });
      response.writeHead(statuses.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return { url, got, [Symbol.dispose]: () => void server.close() };
}

describe("The emulator", () => {
  it("has a route for every endpoint of the description", () => {
    const missing = endpointsOf(api).filter(
      ({ endpoint }) => !routes.some((route) => route.endpoint === endpoint),
    );
    expect(missing).toEqual([]);
  });

  it("answers a missing and a wrong key alike, as the real one does", async () => {
    await using all = await emulated();
    const answers = await Promise.all(
      [{}, { "x-api-key": "wrong" }, { authorization: "Bearer wrong" }].map(async (headers) => {
        const response = await fetch(`${all.emulator.url}/v3/users/me`, { headers });
        return [response.status, await response.text()];
      }),
    );
    expect(answers[0]).toEqual([
      401,
      expect.stringContaining('"code":"unauthorized","message":"Unauthorized"'),
    ]);
    expect(new Set(answers.map(String)).size).toBe(1);
  });

  it.each([
    ["avatar_id", {}, 400],
    ["script", { script: undefined }, 400],
    ["script", { audio_url: "https://example.invalid/a.mp3" }, 400],
    ["script", { script: "x".repeat(5001) }, 400],
    ["avatar_ids", { avatar_ids: [] }, 400],
    ["engine", { avatar_id: "look_ada_photo", engine: { type: "avatar_v" } }, 400],
    ["output_format", { avatar_id: "look_max_twin", voice_id: "voice_clara", output_format: "webm" }, 400],
    ["voice_id", { avatar_id: "look_max_twin" }, 400],
    ["voice_settings.speed", { voice_settings: { speed: 9 } }, 400],
  ])("names %s when it is wrong: %j", async (param, more, status) => {
    await using all = await emulated();
    const body = param === "avatar_id" ? { ...videoBody, avatar_id: 7 } : { ...videoBody, ...more };
    const error = await failureOf(
      all.client.call(api.video.create, { body: body as never }, { check: false }),
    );
    expect(error).toMatchObject({ status, code: "invalid_parameter", param });
    expect(all.emulator.carriedOut("POST /v3/videos")).toBe(0);
  });

  it.each([
    [{ avatar_id: "nobody" }, "avatar_not_found"],
    [{ voice_id: "nobody" }, "voice_not_found"],
  ])("does not know %j", async (more, code) => {
    await using all = await emulated();
    const error = await failureOf(all.client.call(api.video.create, { body: { ...videoBody, ...more } }));
    expect(error).toMatchObject({ status: 404, code });
  });

  it("refuses a body that is not JSON, or too long", async () => {
    await using all = await emulated();
    const bodies = ["{", "x".repeat(17 * 2 ** 20)];
    const statuses = await Promise.all(
      bodies.map(async (body) => (await fetch(`${all.emulator.url}/v3/videos`, { ...post, body })).status),
    );
    expect(statuses).toEqual([400, 413]);
  });

  it("deletes once", async () => {
    await using all = await emulated();
    const { data } = await all.client.call(api.video.create, { body: videoBody });
    const path = { video_id: data.video_id };
    expect((await all.client.call(api.video.delete, { path })).data).toEqual({
      id: data.video_id,
      deleted: true,
    });
    expect((await failureOf(all.client.call(api.video.delete, { path }))).code).toBe("video_not_found");
  });

  it("runs ten jobs at one time, and lets the next in when one has ended", async () => {
    let now = 0;
    await using all = await emulated({ now: () => now, speed: 1 }, { maxRetries: 0 });
    for (let count = 0; count < 10; count++) await all.client.call(api.video.create, { body: videoBody });
    const error = await failureOf(all.client.call(api.video.create, { body: videoBody }));
    expect(error).toMatchObject({ status: 429, code: "rate_limit_exceeded", retryAfter: 1 });
    now = 21_000;
    expect((await all.client.call(api.video.create, { body: videoBody })).data.status).toBe("waiting");
  });

  it("limits requests a second, and says when to come back", async () => {
    await using all = await emulated({ requestsPerSecond: 2, now: () => 5000 }, { maxRetries: 0 });
    await all.client.call(api.user.me.get, {});
    await all.client.call(api.user.me.get, {});
    expect(await failureOf(all.client.call(api.user.me.get, {}))).toMatchObject({
      status: 429,
      retryAfter: 1,
    });
  });

  it("answers 409 while the first request of a key is worked on, and then what that one got", async () => {
    await using all = await emulated();
    const body = { ...videoBody, title: "[[emulate slow 2]]" };
    const options = { idempotencyKey: "k" };
    const first = all.client.call(api.video.create, { body }, options);
    await until(() => all.emulator.underWay === 1);
    const strict = await openClient(all.environment, { maxRetries: 0 });
    const error = await failureOf(strict.call(api.video.create, { body }, options));
    expect(error).toMatchObject({ status: 409, code: "request_in_progress" });
    expect(
      (await strict.call(api.video.create, { body }, { ...options, idempotencyKey: "other" })).data,
    ).not.toEqual((await first).data);
    expect(await strict.call(api.video.create, { body }, options)).toEqual(await first);
    expect(all.emulator.carriedOut("POST /v3/videos")).toBe(2);
  });

  it.each(["no spaces", "x".repeat(256)])("refuses the key %j", async (idempotencyKey) => {
    await using all = await emulated();
    const error = await failureOf(all.client.call(api.video.create, { body: videoBody }, { idempotencyKey }));
    expect(error).toMatchObject({ status: 400, param: "Idempotency-Key" });
  });

  it("forgets a key after a day", async () => {
    let now = 0;
    await using all = await emulated({ now: () => now, speed: 1 });
    const create = async (): Promise<string> =>
      (await all.client.call(api.video.create, { body: videoBody }, { idempotencyKey: "k" })).data.video_id;
    const first = await create();
    now = 23 * 3600 * 1000;
    expect(await create()).toBe(first);
    now = 25 * 3600 * 1000;
    expect(await create()).not.toBe(first);
  });

  it("gives new addresses at each look, which expire", async () => {
    let now = 0;
    await using all = await emulated({ now: () => now, speed: 1, urlSeconds: 60 });
    const { data } = await all.client.call(api.video.create, { body: videoBody });
    now = 30_000;
    const url = (await waitForVideo(all.client, data.video_id)).video_url!;
    expect((await fetch(url)).status).toBe(200);
    expect((await fetch(url.replace(/signature=../, "signature=00"))).status).toBe(403);
    now = 91_000;
    expect((await fetch(url)).status).toBe(403);
    const fresh = (await waitForVideo(all.client, data.video_id)).video_url!;
    expect((await fetch(fresh)).status).toBe(200);
  });

  it("speaks with the time of each word, between marks", async () => {
    await using all = await emulated();
    const speak = { text: "Up by ten", voice_id: "voice_clara" };
    const { data } = await all.client.call(api.voice.speech.create, { body: speak });
    const words = data.word_timestamps!.map(({ word }) => word);
    expect(words).toEqual(["<start>", "Up", "by", "ten", "<end>"]);
    expect(data.word_timestamps!.at(-1)?.end).toBe(data.duration);
    const times = wordTimes(data.word_timestamps);
    expect(times.map(({ word }) => word)).toEqual(["Up", "by", "ten"]);
    expect(times.every(({ start, end }) => start < end && end <= data.duration)).toBe(true);
    const other = await failureOf(
      all.client.call(api.voice.speech.create, { body: { ...speak, voice_id: "voice_elena" } }),
    );
    expect(other).toMatchObject({ status: 400, param: "voice_id" });
  });

  it("clones a voice, translates and moves lips", async () => {
    await using all = await emulated();
    const video = { type: "url", url: "https://example.invalid/a.mp4" } as const;
    const clone = await all.client.call(api.voice.clone, { body: { audio: video, voice_name: "Me" } });
    const path = { voice_id: clone.data.voice_clone_id };
    const voice = await waitFor(all.client, async () => {
      const { data } = await all.client.call(api.voice.get, { path });
      return { ...data, status: data.status ?? "" };
    });
    expect(voice.status).toBe("complete");
    const body = { video, output_languages: ["German", "French"] };
    const { data } = await all.client.call(api.videoTranslate.create, { body });
    expect(data.video_translation_ids).toHaveLength(2);
    const lost = { ...body, output_languages: ["Klingon"] };
    expect((await failureOf(all.client.call(api.videoTranslate.create, { body: lost }))).param).toBe(
      "output_languages",
    );
  });

  it("asks back in a session, until somebody answers", async () => {
    await using all = await emulated();
    const body = { prompt: "Tides [[emulate ask-back]]", mode: "chat" } as const;
    const path = { session_id: (await all.client.call(api.videoAgent.create, { body })).data.session_id };
    const read = async (): Promise<string> =>
      (await all.client.call(api.videoAgent.get, { path })).data.status;
    await until(async () => (await read()) === "waiting_for_input");
    await all.client.call(api.videoAgent.send, { path, body: { message: "The blue one" } });
    expect(await waitForSessionVideo(all.client, path.session_id)).toMatch(/^video_/);
  });

  it("tells a port that is taken", async () => {
    await using all = await emulated();
    const port = Number(new URL(all.emulator.url).port);
    expect((await failureOf(startEmulator({ now: Date.now, port }))).message).toContain(`${port}`);
  });
});

describe("The emulator's webhooks", () => {
  it.each(["observed", "documented"] as const)(
    "are signed in the form that is %s, and repeated until taken",
    async (form) => {
      await using all = await emulated({ webhookForm: form });
      using hook = await receiver([500, 503]);
      const { data } = await all.client.call(api.webhook.endpoints.create, { body: { url: hook.url } });
      await all.client.call(api.video.create, { body: { ...videoBody, callback_id: "row-7" } });
      await until(() => hook.got.length === 3);
      const rules = { secrets: [data.secret!], now: Date.now };
      const events = hook.got.map((delivery) => parseWebhook(delivery, rules));
      expect(events[0]).toMatchObject({ type: "avatar_video.success", data: { callback_id: "row-7" } });
      const seen = new SeenEvents(Date.now);
      expect(events.map(({ id }) => seen.isNew(id))).toEqual([true, false, false]);
      expect(() => parseWebhook(hook.got[0]!, { ...rules, secrets: ["whsec_other"] })).toThrow(
        "does not match",
      );
    },
  );

  it("go to a request's own callback unsigned", async () => {
    await using all = await emulated();
    using hook = await receiver([]);
    const body = { prompt: "Tides [[emulate fail]]", callback_url: hook.url };
    const { data } = await all.client.call(api.videoAgent.create, { body });
    await failureOf(
      waitFor(all.client, async () => (await all.client.call(api.videoAgent.get, { path: data })).data),
    );
    await until(() => hook.got.length === 1);
    expect(hook.got[0]!.headers).not.toHaveProperty("signature");
    expect(readEvent(hook.got[0]!)).toMatchObject({
      type: "video_agent.fail",
      data: { session_id: data.session_id },
    });
  });

  it("tell of a video that could not be made", async () => {
    const faults: string[] = [];
    const media = { make: async () => Promise.reject(new Error("No paint left.")) };
    await using all = await emulated({ media, onFault: (message) => faults.push(message) });
    using hook = await receiver([]);
    const body = { ...videoBody, callback_url: hook.url };
    const { data } = await all.client.call(api.video.create, { body });
    expect((await failureOf(waitForVideo(all.client, data.video_id))).failure).toBe("job-failed");
    await until(() => hook.got.length === 1);
    expect(readEvent(hook.got[0]!).type).toBe("avatar_video.fail");
    expect(faults).toEqual(["No paint left."]);
  });

  it("come only for the events that were asked for, and are listed", async () => {
    await using all = await emulated();
    using hook = await receiver([]);
    using other = await receiver([]);
    const { endpoints } = api.webhook;
    await all.client.call(endpoints.create, { body: { url: hook.url, events: ["avatar_video.fail"] } });
    await all.client.call(endpoints.create, { body: { url: other.url, events: ["avatar_video.success"] } });
    const { data } = await all.client.call(api.video.create, { body: videoBody });
    await waitForVideo(all.client, data.video_id);
    await until(() => other.got.length === 1);
    expect(hook.got).toEqual([]);
    const { data: events } = await all.client.call(api.webhook.events.list, {});
    expect(events.map(({ event_type }) => event_type)).toEqual(["avatar_video.success"]);
    const plain = { url: "http://example.com/" };
    expect((await failureOf(all.client.call(endpoints.create, { body: plain }))).param).toBe("url");
  });
});
