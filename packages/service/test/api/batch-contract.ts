import { describe, expect, it } from "vitest";
import type { ServiceBench } from "../support/service-bench.ts";

/** What holds for renders that are asked for together. */
export function describeBatches(bench: () => ServiceBench): void {
  describe("batches", () => {
    it("makes a render of each row of a batch, and tells when the last has ended", async () => {
      const rows = ["Ada", "Grace"].map((who) => ({ data: { name: who }, metadata: { name: who } }));
      const body = { template: "greeting", rows, metadata: { week: 12 } };
      const headers = { "idempotency-key": "batch-1" };
      const made = await bench().ask("POST", "/v1/batches", { body, headers });
      expect(made).toMatchObject({ status: 202, body: { total: 2, remaining: 2, metadata: { week: 12 } } });
      const again = await bench().ask("POST", "/v1/batches", { body, headers });
      expect(again.body).toEqual(made.body);
      const path = `/v1/batches/${made.body.id}`;
      const { body: listed } = await bench().ask("GET", `/v1/renders?batchId=${made.body.id}`);
      const { renders } = listed as unknown as { renders: Array<{ id: string; metadata: { name: string } }> };
      expect(renders.map(({ metadata }) => metadata.name).toSorted()).toEqual(["Ada", "Grace"]);
      for (const { id } of renders) await bench().ask("POST", `/v1/renders/${id}/cancel`);
      const ended = await bench().ask("GET", path);
      expect(ended.body).toMatchObject({ remaining: 0, canceled: 2, succeeded: 0, failed: 0 });
      expect(ended.body.finishedAt).not.toBeNull();
      await bench().ask("POST", `/v1/renders/${renders[0]?.id}/retry`);
      expect((await bench().ask("GET", path)).body).toMatchObject({
        remaining: 1,
        canceled: 1,
        finishedAt: null,
      });
      await bench().ask("POST", `/v1/renders/${renders[0]?.id}/cancel`);
      expect((await bench().ask("GET", path)).body).toMatchObject({ remaining: 0, canceled: 2 });
    });

    it("refuses a batch with a pointer for each fault of each row", async () => {
      const rows = [{ data: { name: "Ada" } }, { data: { name: "", hue: 999 } }];
      const { status, body } = await bench().ask("POST", "/v1/batches", {
        body: { template: "greeting", rows },
      });
      expect(status).toBe(422);
      const { errors } = body as unknown as { errors: Array<{ pointer: string }> };
      expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual([
        "/rows/1/data/hue",
        "/rows/1/data/name",
      ]);
      expect(
        (await bench().ask("POST", "/v1/batches", { body: { template: "greeting", rows: [] } })).status,
      ).toBe(422);
    });
  });
}
