import { createHash } from "node:crypto";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { render } from "@hyperframes-engine/renderer";
import { Webhook } from "standardwebhooks";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ServiceBench } from "./support/service-bench.ts";
import { WebhookReceiver } from "./support/webhook-receiver.ts";

const greeting = fileURLToPath(new URL("./fixtures/greeting", import.meta.url));

describe("a service that renders", () => {
  let bench: ServiceBench;
  beforeAll(async () => {
    bench = await ServiceBench.open();
  });
  afterAll(async () => {
    await bench?.[Symbol.asyncDispose]();
  });

  it("makes the very bytes that render makes, and tells where they are", async () => {
    const data = { name: "Grace", hue: 10 };
    const order = { template: "greeting", data, metadata: { user: 7 } };
    const { status, headers, body } = await bench.ask("POST", "/v1/renders", { body: order });
    expect(status).toBe(202);
    expect(headers.get("location")).toBe(`/v1/renders/${body.id}`);
    expect(body).toMatchObject({ state: "queued", attempts: 0, metadata: { user: 7 }, output: null });
    const ended = await bench.untilEnd(body.id);
    expect(ended).toMatchObject({ state: "succeeded", attempts: 1, error: null, metadata: { user: 7 } });
    expect(ended.output).toMatchObject({ seconds: 0.3, width: 160, height: 90, frames: 3, rate: "10" });
    const video = await fetch(ended.output?.url ?? "");
    const bytes = Buffer.from(await video.arrayBuffer());
    expect(video.headers.get("content-type")).toBe("video/mp4");
    expect(bytes.length).toBe(ended.output?.bytes);
    expect(createHash("sha256").update(bytes).digest("hex")).toBe(ended.output?.sha256);
    const folder = await mkdtemp(join(tmpdir(), "hyperframes-compared-"));
    const { file } = await render(greeting, { data, output: join(folder, "video.mp4") });
    expect(bytes.equals(await readFile(file))).toBe(true);
    await rm(folder, { recursive: true });
    const poster = Buffer.from(await (await fetch(ended.poster?.url ?? "")).arrayBuffer());
    expect(poster.subarray(1, 4).toString()).toBe("PNG");
  });

  it("tells of a render as it goes, and ends its stream with the render's end", async () => {
    const { body } = await bench.ask("POST", "/v1/renders", {
      body: { template: "greeting", data: { name: "Stream" } },
    });
    const stream = await fetch(new URL(`/v1/renders/${body.id}/events`, bench.service.url), {
      headers: { authorization: `Bearer ${bench.key}`, accept: "text/event-stream" },
    });
    const text = await stream.text();
    const types = [...text.matchAll(/^event: (.+)$/gm)].map(([, type]) => type);
    expect(types.filter((type) => type !== "progress")).toEqual([
      "render.started",
      "render.succeeded",
      "render",
    ]);
    const last = /^id: (\d+)$/gm.exec(text)?.[1] ?? "";
    const rest = await fetch(new URL(`/v1/renders/${body.id}/events`, bench.service.url), {
      headers: { authorization: `Bearer ${bench.key}`, accept: "text/event-stream", "last-event-id": last },
    });
    expect(await rest.text()).not.toContain("event: render.started");
  });

  it("tells an address of the end, signed, in the words of the API", async () => {
    await using receiver = await WebhookReceiver.start([503]);
    const order = { template: "greeting", data: { name: "Hook" }, webhook: { url: receiver.url } };
    const { body } = await bench.ask("POST", "/v1/renders", { body: order });
    const [first, second] = await receiver.until(2);
    const event = JSON.parse(second?.body ?? "") as {
      readonly type: string;
      readonly data: { readonly id: string };
    };
    expect(event).toMatchObject({ type: "render.succeeded", data: { id: body.id, state: "succeeded" } });
    expect(second?.headers["webhook-id"]).toBe(first?.headers["webhook-id"]);
    const { body: own } = await bench.ask("GET", "/v1/webhook-secret");
    const { secret } = own as unknown as { secret: string };
    const headers = second?.headers as Record<string, string>;
    expect(new Webhook(secret).verify(second?.body ?? "", headers)).toMatchObject({
      type: "render.succeeded",
    });
  });

  it("tells when all of a batch has ended", async () => {
    await using receiver = await WebhookReceiver.start();
    const rows = ["One", "Two"].map((name) => ({ data: { name } }));
    const order = { template: "greeting", rows, webhook: { url: receiver.url } };
    const { body } = await bench.ask("POST", "/v1/batches", { body: order });
    const [told] = await receiver.until(1);
    expect(JSON.parse(told?.body ?? "")).toMatchObject({
      type: "batch.finished",
      data: { id: body.id, total: 2, remaining: 0, succeeded: 2 },
    });
    expect(receiver.received).toHaveLength(1);
  });

  it("fails what cannot be rendered, and says why, but not where things lie on its machine", async () => {
    const { body } = await bench.ask("POST", "/v1/renders", {
      body: { template: "rootless", data: { name: "Nobody" } },
    });
    const { state, attempts, error } = await bench.untilEnd(body.id);
    expect({ state, attempts }).toEqual({ state: "failed", attempts: 1 });
    expect(error).toMatchObject({ retryable: false });
    expect(error?.message).not.toContain(import.meta.dirname);
    expect(error?.message).not.toContain(tmpdir());
  });

  it("cancels what is being rendered, once", async () => {
    const order = { template: "greeting", data: { name: "Slow", seconds: 600 }, scale: 4, format: "gif" };
    const { body } = await bench.ask("POST", "/v1/renders", { body: { ...order, fps: 120 } });
    const ended = await bench.ask("POST", `/v1/renders/${body.id}/cancel`);
    expect(ended.status).toBe(202);
    expect(await bench.untilEnd(body.id)).toMatchObject({ state: "canceled", output: null });
    const again = await bench.ask("POST", `/v1/renders/${body.id}/cancel`);
    expect(again).toMatchObject({ status: 409, body: { code: "conflict" } });
  });
});
