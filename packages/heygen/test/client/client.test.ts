import { inspect } from "node:util";
import { describe, expect, it } from "vitest";
import type { Demand } from "../../../heygen-emulator/src/demands.ts";
import { api } from "../../src/api/api.ts";
import { openClient } from "../../src/client/open-client.ts";
import type { HeyGenError } from "../../src/errors.ts";
import { emulated, failureOf, testKey, until, videoBody } from "../support/emulated.ts";
import { serving } from "../support/serving.ts";

const created = "POST /v3/videos";

describe("HeyGenClient, when a request with an idempotency key fails", () => {
  it.each<Demand>(["rate-limit", "server-error", "html-error", "cut-before", "cut-after"])(
    "tries again after %s, and one video is made",
    async (demand) => {
      await using all = await emulated();
      all.emulator.arm(demand, 2);
      await all.client.call(api.video.create, { body: videoBody });
      const tries = all.emulator.requests.filter(({ path }) => path === "/v3/videos");
      expect(tries).toHaveLength(3);
      expect(new Set(tries.map(({ idempotencyKey }) => idempotencyKey)).size).toBe(1);
      expect(all.emulator.carriedOut(created)).toBe(1);
      expect(all.waits.map(Math.round)).toEqual([1000, 2000]);
    },
  );

  it("gives up after the third try", async () => {
    await using all = await emulated();
    all.emulator.arm("server-error", 9);
    const error = await failureOf(all.client.call(api.video.create, { body: videoBody }));
    expect(error).toMatchObject({ failure: "server-failed", status: 503, code: "internal_error" });
    expect([all.emulator.requests.length, all.emulator.carriedOut(created)]).toEqual([3, 0]);
  });

  it("makes one video for two calls with one key, and two for two calls without", async () => {
    await using all = await emulated();
    const ids = [];
    for (const idempotencyKey of ["row-7", "row-7", undefined, undefined]) {
      ids.push(
        (await all.client.call(api.video.create, { body: videoBody }, { idempotencyKey })).data.video_id,
      );
    }
    expect(new Set(ids).size).toBe(3);
    expect(all.emulator.carriedOut(created)).toBe(3);
  });
});

describe("HeyGenClient, when a request without an idempotency key fails", () => {
  const agent = { body: { prompt: "A minute about tides" } };

  it.each<[Demand, string, number]>([
    ["cut-after", "network-failed", 1],
    ["cut-before", "network-failed", 0],
    ["server-error", "server-failed", 0],
  ])("does not try again after %s, lest it be paid for twice", async (demand, failure, times) => {
    await using all = await emulated();
    all.emulator.arm(demand);
    expect((await failureOf(all.client.call(api.videoAgent.create, agent))).failure).toBe(failure);
    expect([all.emulator.requests.length, all.emulator.carriedOut("POST /v3/video-agents")]).toEqual([
      1,
      times,
    ]);
  });

  it("tries again when it was told to come back, as nothing was done", async () => {
    await using all = await emulated();
    all.emulator.arm("rate-limit");
    await all.client.call(api.videoAgent.create, agent);
    expect(all.emulator.carriedOut("POST /v3/video-agents")).toBe(1);
  });
});

describe("HeyGenClient's errors", () => {
  it("tell HeyGen's code, field, status and page", async () => {
    await using all = await emulated();
    const body = {
      ...videoBody,
      output_format: "webm",
      background: { type: "color", value: "#fff" },
    } as const;
    const error = await failureOf(all.client.call(api.video.create, { body }));
    expect(error).toMatchObject({
      failure: "rejected",
      status: 400,
      code: "invalid_parameter",
      param: "background",
    });
    expect(error.toJSON().error).toMatchObject({
      doc_url: expect.stringContaining("#invalid-parameter") as string,
    });
  });

  it("name a field that is wrong before anything is sent", async () => {
    await using all = await emulated();
    const body = { ...videoBody, resolution: "8k" } as never;
    const error = await failureOf(all.client.call(api.video.create, { body }));
    expect(error).toMatchObject({ failure: "invalid-request", param: "resolution" });
    expect(all.emulator.requests).toHaveLength(0);
    const sent = await failureOf(all.client.call(api.video.create, { body }, { check: false }));
    expect(sent).toMatchObject({ failure: "rejected", status: 400, param: "resolution" });
  });

  it.each(["..", ".", ""])("refuse the id %j, which would lead to another path", async (id) => {
    await using all = await emulated();
    const error = await failureOf(all.client.call(api.video.delete, { path: { video_id: id } }));
    expect(error).toMatchObject({ failure: "invalid-request", param: "video_id" });
    expect(all.emulator.requests).toHaveLength(0);
  });

  it("keep an id with slashes within its place", async () => {
    await using all = await emulated();
    const error = await failureOf(all.client.call(api.video.get, { path: { video_id: "../voices/x?y" } }));
    expect([error.code, all.emulator.requests[0]?.path]).toEqual([
      "video_not_found",
      "/v3/videos/..%2Fvoices%2Fx%3Fy",
    ]);
  });

  it("say that the key is wrong", async () => {
    await using all = await emulated({}, { apiKey: "wrong" });
    const error = await failureOf(all.client.call(api.user.me.get, {}));
    expect(error).toMatchObject({ failure: "not-permitted", status: 401, code: "unauthorized" });
  });

  it("say that an answer is not HeyGen's", async () => {
    await using all = await emulated();
    all.emulator.arm("garbage");
    expect((await failureOf(all.client.call(api.user.me.get, {}))).failure).toBe("unexpected-answer");
  });

  it("say that there was no answer in time, without trying again", async () => {
    await using all = await emulated();
    all.emulator.arm("slow", 5);
    const call = all.client.call(api.user.me.get, {}, { timeoutSeconds: 0.05 });
    expect(await failureOf(call)).toMatchObject({ failure: "timed-out", code: "timeout" });
    expect(all.waits).toEqual([]);
  });

  it("say that the caller gave up, while it waits for an answer as between tries", async () => {
    await using all = await emulated();
    const abort = new AbortController();
    all.emulator.arm("slow", 5);
    const call = all.client.call(api.user.me.get, {}, { signal: abort.signal });
    await until(() => all.emulator.underWay === 1);
    abort.abort();
    expect((await failureOf(call)).failure).toBe("interrupted");
  });

  it("say that a redirect is not followed", async () => {
    await using all = await emulated();
    all.emulator.arm("redirect");
    const error = await failureOf(all.client.call(api.user.me.get, {}));
    expect(error).toMatchObject({ failure: "unexpected-answer", status: 302 });
  });

  it("hand on states that are newer than the description", async () => {
    await using all = await emulated();
    const body = { ...videoBody, title: "[[emulate unknown-status]]" };
    const { data } = await all.client.call(api.video.create, { body });
    const state = await all.client.call(api.video.get, { path: { video_id: data.video_id } });
    expect(state.data.status).toBe("composing");
  });
});

describe("The key", () => {
  it("is in no error and in nothing that is printed, whatever fails", async () => {
    await using all = await emulated();
    const printed: string[] = [inspect(all.client, { depth: 9, showHidden: true })];
    for (const demand of [
      "rate-limit",
      "server-error",
      "cut-before",
      "redirect",
      "garbage",
      "html-error",
    ] as const) {
      all.emulator.arm(demand, 9);
      printed.push(
        show(await failureOf(all.client.call(api.videoAgent.create, { body: { prompt: demand } }))),
      );
    }
    all.emulator.arm("slow", 5);
    printed.push(show(await failureOf(all.client.call(api.user.me.get, {}, { timeoutSeconds: 0.01 }))));
    printed.push(show(await failureOf(all.client.call(api.video.get, { path: { video_id: testKey } }))));
    const nobody = { ...all.environment.variables, HEYGEN_API_BASE: "http://127.0.0.1:1" };
    const lost = await openClient({ ...all.environment, variables: nobody }, { maxRetries: 0 });
    printed.push(show(await failureOf(lost.call(api.user.me.get, {}))));
    expect(printed.join("\n").includes(testKey) ? printed : "nowhere").toBe("nowhere");
  });

  it("is taken out of what a server echoes", async () => {
    await using all = await emulated();
    const error = {
      code: testKey,
      message: `Bad key ${testKey}\u001b[31m`,
      param: testKey,
      doc_url: testKey,
    };
    using server = await serving((request, response) => {
      response.writeHead(401, { "x-request-id": String(request.headers["x-api-key"]) });
      response.end(JSON.stringify({ error }));
    });
    const client = await openClient(all.environment, { baseUrl: server.url });
    const failed = await failureOf(client.call(api.user.me.get, {}));
    expect(failed).toMatchObject({
      code: "[secret]",
      requestId: "[secret]",
      param: "[secret]",
      docUrl: "[secret]",
    });
    expect(failed.message).toBe("GET /v3/users/me: Bad key [secret] [31m");
    expect(show(failed)).not.toContain(testKey);
  });

  it.each([`${testKey}\n`, `${testKey} x`, `${testKey}ü`, ""])(
    "is not quoted when it cannot be one: %j",
    async (apiKey) => {
      await using all = await emulated();
      const error = await failureOf(openClient(all.environment, { apiKey }));
      expect(error.failure).toBe("not-permitted");
      expect(show(error)).not.toContain(testKey);
    },
  );

  it("goes over plain http only if that is allowed", async () => {
    await using all = await emulated();
    const variables = { ...all.environment.variables, HEYGEN_ALLOW_HTTP: undefined };
    const error = await failureOf(openClient({ ...all.environment, variables }));
    expect(error.message).toContain("HEYGEN_ALLOW_HTTP=1");
  });

  it.each(["ftp://x", "nothing", "https://user:pw@x", "https://x/?a", "https://x/#a"])(
    "does not go to the address %s",
    async (baseUrl) => {
      await using all = await emulated();
      expect((await failureOf(openClient(all.environment, { baseUrl }))).failure).toBe("invalid-request");
    },
  );

  it("may be an access token", async () => {
    await using all = await emulated({ keys: ["token-1"] }, { accessToken: "token-1" });
    expect((await all.client.call(api.user.me.get, {})).data.username).toBe("emulator");
  });
});

function show(error: HeyGenError): string {
  return [
    inspect(error, { depth: 9, showHidden: true }),
    JSON.stringify(error),
    error.stack,
    String(error),
  ].join("\n");
}
