import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServiceBench, type Answered } from "../support/service-bench.ts";

const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
const githubSecret = "a-secret-of-more-than-16-letters";

const config = {
  worker: { lanes: 0 },
  limits: { bodyBytes: 20_000 },
  hooks: {
    signup: {
      scheme: "standard-webhooks",
      secrets: ["env:SIGNUP_SECRET"],
      filter: { type: ["user.created", "user.invited"] },
      template: "greeting",
      data: { name: "<<data.user.first_name>>", hue: "<<data.hue>>" },
      order: { size: "1:1", priority: 5, metadata: { from: "signup" } },
    },
    repo: {
      scheme: "github",
      secrets: ["env:GITHUB_SECRET"],
      template: "greeting",
      data: { name: "<<default sender.login 'Nobody'>>" },
    },
  },
} as const;

describe("webhooks that come in", () => {
  let bench: ServiceBench;
  beforeAll(async () => {
    bench = await ServiceBench.open({
      config: structuredClone(config) as never,
      secrets: { SIGNUP_SECRET: secret, GITHUB_SECRET: githubSecret },
    });
  });
  afterAll(async () => {
    await bench?.[Symbol.asyncDispose]();
  });

  const signed = (id: string, payload: object, at = new Date()): Promise<Answered> => {
    const body = JSON.stringify(payload);
    const headers = {
      "webhook-id": id,
      "webhook-timestamp": String(Math.floor(at.getTime() / 1000)),
      "webhook-signature": new Webhook(secret).sign(id, at, body),
    };
    return bench.ask("POST", "/v1/hooks/signup", { body, headers, key: "" });
  };
  const created = (name: unknown, hue: unknown = 40): object => ({
    type: "user.created",
    data: { hue, user: { first_name: name } },
  });

  it("become renders, with the fields that the mapping gives them", async () => {
    const { status, body } = await signed("evt-1", created("Ada"));
    expect(status).toBe(202);
    expect(body.state).toBe("accepted");
    const { renderId } = body as unknown as { renderId: string };
    const { body: render } = await bench.ask("GET", `/v1/renders/${renderId}`);
    expect(render).toMatchObject({ state: "queued", priority: 5, metadata: { from: "signup" } });
  });

  it("count once, however often and at once they are sent", async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => signed("evt-2", created("Twin"))));
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(202));
    const states = answers.map(({ body }) => body.state as string);
    expect(states.filter((state) => state === "accepted")).toHaveLength(1);
    expect(states.filter((state) => state === "seen")).toHaveLength(9);
  });

  it("are refused with 401 and nothing else where their signature is not right", async () => {
    const good = JSON.stringify(created("Eve"));
    for (const headers of [
      {},
      { "webhook-id": "x", "webhook-timestamp": "1", "webhook-signature": "v1,x" },
      { "x-hub-signature-256": `sha256=${createHmac("sha256", githubSecret).update(good).digest("hex")}` },
    ] as Array<Record<string, string>>) {
      const { status, body } = await bench.ask("POST", "/v1/hooks/signup", {
        body: good,
        headers,
        key: bench.key,
      });
      expect(status).toBe(401);
      expect(body).toMatchObject({ code: "unauthorized" });
    }
    expect((await signed("evt-old", created("Old"), new Date(Date.now() - 3_600_000))).status).toBe(401);
    expect((await bench.ask("POST", "/v1/hooks/none", { body: "{}", key: "" })).status).toBe(404);
  });

  it("are left alone where the filter does not want them", async () => {
    const { body } = await signed("evt-3", { type: "user.deleted", data: {} });
    expect(body).toMatchObject({ state: "filtered", renderId: null });
  });

  it("are kept with each field's problem where they do not fit", async () => {
    const { status, body } = await signed("evt-4", created("A name that no card has room for", 9000));
    expect(status).toBe(202);
    expect(body).toMatchObject({ state: "refused", renderId: null });
    const { body: listed } = await bench.ask("GET", "/v1/hooks/signup/received?state=refused");
    const [first] = (
      listed as unknown as { received: Array<{ id: string; problems: Array<{ pointer: string }> }> }
    ).received;
    expect(first?.problems.map(({ pointer }) => pointer).toSorted()).toEqual(["/data/hue", "/data/name"]);
    const again = await bench.ask("POST", `/v1/hooks/signup/received/${first?.id}/map`);
    expect(again).toMatchObject({ status: 202, body: { state: "refused" } });
  });

  it("bring data and nothing else: what looks like an expression is a name", async () => {
    const { body } = await signed("evt-5", created("<<hue>> {{x}}"));
    const { renderId } = body as unknown as { renderId: string };
    expect(renderId).toMatch(/^rnd_/);
  });

  it("may be signed as GitHub does it", async () => {
    const body = JSON.stringify({ sender: {} });
    const headers = {
      "x-hub-signature-256": `sha256=${createHmac("sha256", githubSecret).update(body).digest("hex")}`,
    };
    const first = await bench.ask("POST", "/v1/hooks/repo", { body, headers, key: "" });
    expect(first).toMatchObject({ status: 202, body: { state: "accepted" } });
  });

  it("are bounded", async () => {
    const { status } = await signed("evt-6", created("x".repeat(30_000)));
    expect(status).toBe(413);
  });
});
