import type { IncomingMessage } from "node:http";
import { buffer } from "node:stream/consumers";
import { describe, expect, it } from "vitest";
import { api } from "../../src/api/api.ts";
import { JobEvents } from "../../src/narration/job/job-events.ts";
import { makeNarration } from "../../src/narration/make-narration.ts";
import { parseWebhook } from "../../src/webhooks/parse-webhook.ts";
import { emulated, failureOf } from "../support/emulated.ts";
import { narrated, narrating } from "../support/narrating.ts";
import { serving } from "../support/serving.ts";

describe("JobEvents", () => {
  it.each(["agent", "avatar"] as const)(
    "wakes an %s narration by webhook, which then is read twice a job at most",
    async (kind) => {
      await using all = await emulated({ speed: 40 });
      const events = new JobEvents();
      let secret = "";
      using receiver = await serving((request: IncomingMessage, response) => {
        void buffer(request).then((body) => {
          events.deliver(
            parseWebhook({ headers: request.headers, body }, { secrets: [secret], now: Date.now }),
          );
          response.end();
        });
      });
      const created = await all.client.call(api.webhook.endpoints.create, { body: { url: receiver.url } });
      secret = created.data.secret ?? "";
      const dependencies = narrating(all, { events });
      await makeNarration(narrated[kind](), dependencies);
      const jobs = kind === "agent" ? 2 : 1;
      expect(dependencies.told.filter(({ state }) => state === "waiting").length).toBeLessThanOrEqual(
        jobs * 2,
      );
    },
  );

  it("tells of an event that came before anybody waited, once", async () => {
    const events = new JobEvents();
    events.deliver({ id: "1", type: "avatar_video.success", data: { video_id: "video_1" } });
    await events.next("video_1", 60, undefined);
    const start = performance.now();
    await events.next("video_1", 0.05, undefined);
    expect(performance.now() - start).toBeGreaterThan(40);
  });

  it("leaves others asleep, and ends with its caller", async () => {
    const events = new JobEvents();
    const waiting = events.next("video_1", 60, AbortSignal.timeout(50));
    events.deliver({ id: "1", type: "avatar_video.success", data: { video_id: "video_2" } });
    expect((await failureOf(waiting)).failure).toBe("interrupted");
  });
});
