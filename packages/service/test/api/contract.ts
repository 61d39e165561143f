import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ServiceBench } from "../support/service-bench.ts";
import { describeBatches } from "./batch-contract.ts";

const order = { template: "greeting", data: { name: "Ada" } };

/** What holds for the API over every database. Nothing is rendered: there is no worker. */
export function describeApi(name: string, open: () => Promise<ServiceBench>): void {
  describe(`the API over ${name}`, () => {
    let bench: ServiceBench;
    beforeAll(async () => {
      bench = await open();
    });
    afterAll(async () => {
      await bench?.[Symbol.asyncDispose]();
    });

    it("gives the same answer to the same request under the same Idempotency-Key", async () => {
      const headers = { "idempotency-key": "signup-1" };
      const first = await bench.ask("POST", "/v1/renders", { body: order, headers });
      const second = await bench.ask("POST", "/v1/renders", { body: order, headers });
      expect(second.status).toBe(202);
      expect(second.body).toEqual(first.body);
      expect(second.headers.get("idempotent-replayed")).toBe("true");
      expect(first.headers.get("idempotent-replayed")).toBeNull();
      const other = await bench.ask("POST", "/v1/renders", { body: { ...order, priority: 1 }, headers });
      expect(other).toMatchObject({ status: 422, body: { code: "key-reused" } });
    });

    it("makes one render of the same request that comes many times at once", async () => {
      const headers = { "idempotency-key": "signup-2" };
      const answers = await Promise.all(
        Array.from({ length: 20 }, () => bench.ask("POST", "/v1/renders", { body: order, headers })),
      );
      expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]));
      expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
    });

    it("lists renders from the newest on, each once", async () => {
      const batch = { template: "greeting", data: { name: "Listed" }, size: "1:1" };
      const made = [];
      for (let count = 0; count < 5; count += 1)
        made.push((await bench.ask("POST", "/v1/renders", { body: batch })).body.id);
      const seen: string[] = [];
      let cursor = "";
      do {
        const { status, body } = await bench.ask(
          "GET",
          `/v1/renders?limit=2${cursor && `&cursor=${cursor}`}`,
        );
        expect(status).toBe(200);
        const page = body as unknown as { renders: Array<{ id: string }>; nextCursor: string | null };
        expect(page.renders.length).toBeLessThanOrEqual(2);
        seen.push(...page.renders.map(({ id }) => id));
        cursor = page.nextCursor ?? "";
      } while (cursor);
      expect(new Set(seen).size).toBe(seen.length);
      expect(seen.slice(0, 5)).toEqual(made.toReversed());
      const filtered = await bench.ask("GET", "/v1/renders?state=succeeded");
      expect(filtered.body).toMatchObject({ renders: [], nextCursor: null });
    });

    it("cancels what waits, tries it again, and deletes it when it has ended", async () => {
      const { body } = await bench.ask("POST", "/v1/renders", { body: order });
      const path = `/v1/renders/${body.id}`;
      expect(await bench.ask("DELETE", path)).toMatchObject({ status: 409 });
      expect(await bench.ask("POST", `${path}/retry`)).toMatchObject({ status: 409 });
      expect(await bench.ask("POST", `${path}/cancel`)).toMatchObject({
        status: 202,
        body: { state: "canceled" },
      });
      expect(await bench.ask("POST", `${path}/cancel`)).toMatchObject({ status: 409 });
      expect(await bench.ask("POST", `${path}/retry`)).toMatchObject({
        status: 202,
        body: { state: "queued", finishedAt: null },
      });
      expect(await bench.ask("POST", `${path}/cancel`)).toMatchObject({
        status: 202,
        body: { state: "canceled" },
      });
      const { body: told } = await bench.ask("GET", `${path}/events`);
      const { events } = told as unknown as { events: Array<{ type: string }> };
      expect(events.map(({ type }) => type)).toEqual([
        "render.canceled",
        "render.retried",
        "render.canceled",
      ]);
      expect(await bench.ask("DELETE", path)).toMatchObject({ status: 204 });
      expect(await bench.ask("GET", path)).toMatchObject({ status: 404, body: { code: "not-found" } });
    });

    describeBatches(() => bench);

    it("refuses what does not fit, with a pointer for each", async () => {
      const wrong = {
        template: "greeting",
        data: { name: "far too long for this little card", hue: 999 },
        size: "4:3",
      };
      const { status, headers, body } = await bench.ask("POST", "/v1/renders", { body: wrong });
      expect(status).toBe(422);
      expect(headers.get("content-type")).toBe("application/problem+json");
      const { errors } = body as unknown as { errors: Array<{ pointer: string }> };
      expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(["/data/hue", "/data/name", "/size"]);
      const unknown = await bench.ask("POST", "/v1/renders", { body: { ...order, template: "nobody" } });
      expect(unknown).toMatchObject({ status: 422, body: { errors: [{ pointer: "/template" }] } });
      const field = await bench.ask("POST", "/v1/renders", { body: { ...order, colour: "red" } });
      expect(field.status).toBe(422);
    });

    it.each([
      ["a path for a template", { template: "../greeting" }, 422],
      ["no JSON", "{", 400],
      ["JSON of another kind", [], 422],
      [
        "data that is nested without end",
        `{"template":"greeting","data":{"name":${'{"a":'.repeat(5000)}1${"}".repeat(5000)}}}`,
        422,
      ],
      ["metadata without end", { ...order, metadata: { text: "x".repeat(5000) } }, 422],
      ["a body without end", { ...order, data: { name: "x".repeat(2 ** 20) } }, 413],
    ])("refuses %s", async (_, body, status) => {
      const answer = await bench.ask("POST", "/v1/renders", { body });
      expect(answer).toMatchObject({ status, body: { status } });
    });

    it("lets nobody in without a key, and lets a key do what it may", async () => {
      for (const key of ["", "hf_wrong", "x".repeat(500)])
        expect(await bench.ask("GET", "/v1/renders", { key })).toMatchObject({
          status: 401,
          body: { code: "unauthorized" },
        });
      const made = await bench.ask("POST", "/v1/keys", { body: { name: "narrow", scopes: ["webhooks"] } });
      expect(made.status).toBe(201);
      const { secret, id } = made.body as unknown as { secret: string; id: string };
      expect(await bench.ask("GET", "/v1/endpoints", { key: secret })).toMatchObject({ status: 200 });
      expect(await bench.ask("GET", "/v1/renders", { key: secret })).toMatchObject({ status: 403 });
      expect(
        await bench.ask("POST", "/v1/keys", { key: secret, body: { name: "more", scopes: ["keys"] } }),
      ).toMatchObject({ status: 403 });
      const { body: listed } = await bench.ask("GET", "/v1/keys");
      expect(JSON.stringify(listed)).not.toContain(secret);
      expect(await bench.ask("DELETE", `/v1/keys/${id}`)).toMatchObject({ status: 204 });
      expect(await bench.ask("GET", "/v1/endpoints", { key: secret })).toMatchObject({ status: 401 });
    });

    it("describes templates with a schema of their data", async () => {
      const { body } = await bench.ask("GET", "/v1/templates/greeting");
      expect(body).toMatchObject({
        name: "greeting",
        title: "Greeting",
        schema: { properties: { name: { maxLength: 20 } } },
        sizes: [{ name: "16:9" }, { name: "1:1" }],
      });
      expect(await bench.ask("GET", "/v1/templates/..%2Fgreeting")).toMatchObject({ status: 404 });
    });

    it("keeps endpoints, with secrets that are told once and can be renewed", async () => {
      const url = "http://127.0.0.1:9/";
      const made = await bench.ask("POST", "/v1/endpoints", { body: { url, types: ["render.failed"] } });
      const { id, secret } = made.body as unknown as { id: string; secret: string };
      const { body: listed } = await bench.ask("GET", "/v1/endpoints");
      expect(JSON.stringify(listed)).not.toContain(secret);
      const { body: rotated } = await bench.ask("POST", `/v1/endpoints/${id}/rotate`);
      expect(rotated).toMatchObject({ id, url });
      expect((rotated as unknown as { secret: string }).secret).not.toBe(secret);
      expect(await bench.ask("POST", `/v1/endpoints/${id}/test`)).toMatchObject({ status: 202 });
      expect(await bench.ask("DELETE", `/v1/endpoints/${id}`)).toMatchObject({ status: 204 });
      expect(await bench.ask("POST", `/v1/endpoints/${id}/test`)).toMatchObject({ status: 404 });
    });

    it("describes itself, and answers whoever watches over it", async () => {
      const { body } = await bench.ask("GET", "/openapi.json", { key: "" });
      expect(body).toMatchObject({ openapi: "3.1.0" });
      const { paths } = body as unknown as { paths: Record<string, object> };
      expect(Object.keys(paths)).toContain("/v1/renders/{id}/cancel");
      expect(await bench.ask("GET", "/readyz", { key: "" })).toMatchObject({ status: 200 });
      expect(await bench.ask("GET", "/nothing", { key: "" })).toMatchObject({ status: 404 });
    });
  });
}
