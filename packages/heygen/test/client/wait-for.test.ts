import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { api } from "../../src/api/api.ts";
import { paginate } from "../../src/client/paginate.ts";
import {
  JobFailedError,
  JobTimeoutError,
  waitForSessionVideo,
  waitForVideo,
} from "../../src/client/wait-for.ts";
import { emulated, failureOf, videoBody, type Emulated } from "../support/emulated.ts";

async function start({ client }: Emulated, demand: string): Promise<string> {
  const body = { ...videoBody, callback_id: `[[emulate ${demand}]]` };
  return (await client.call(api.video.create, { body })).data.video_id;
}

describe("waitForVideo", () => {
  it("sees a video through its states, asking less and less often", async () => {
    let now = 0;
    const waits: number[] = [];
    const wait = async (milliseconds: number): Promise<void> => {
      waits.push(milliseconds);
      now += milliseconds;
      await setTimeout(5);
    };
    await using all = await emulated({ speed: 1, now: () => now }, { wait });
    const seen: string[] = [];
    const options = { onState: ({ status }: { status: string }) => void seen.push(status) };
    const state = await waitForVideo(all.client, await start(all, "none"), options);
    expect(seen).toEqual(["pending", "pending", "processing", "processing", "completed"]);
    expect(waits).toEqual([2000, 4000, 8000, 16_000]);
    expect(state).toMatchObject({
      failure_code: null,
      subtitle_url: expect.stringContaining("srt") as string,
    });
  });

  it.each(["poll-rate-limit 2", "poll-server-error 2", "unknown-status 2"])(
    "goes on through %s",
    async (demand) => {
      await using all = await emulated();
      expect((await waitForVideo(all.client, await start(all, demand))).status).toBe("completed");
    },
  );

  it("ends with HeyGen's reason when the job fails at its third poll", async () => {
    await using all = await emulated();
    const error = await failureOf(waitForVideo(all.client, await start(all, "fail 3")));
    expect(error).toBeInstanceOf(JobFailedError);
    expect(error).toMatchObject({
      code: "rendering_failed",
      message: expect.stringContaining("timed out") as string,
    });
  });

  it("ends with the last state when the time is up", async () => {
    await using all = await emulated();
    const id = await start(all, "stuck");
    const error = await failureOf(waitForVideo(all.client, id, { timeoutSeconds: 0.05 }));
    expect(error).toBeInstanceOf(JobTimeoutError);
    expect(error).toMatchObject({ failure: "timed-out", last: { id } });
  });

  it("ends when the caller gives up", async () => {
    await using all = await emulated();
    const options = { signal: AbortSignal.timeout(30) };
    expect((await failureOf(waitForVideo(all.client, await start(all, "stuck"), options))).failure).toBe(
      "interrupted",
    );
  });
});

describe("waitForSessionVideo", () => {
  async function session({ client }: Emulated, prompt: string): Promise<string> {
    return (await client.call(api.videoAgent.create, { body: { prompt } })).data.session_id;
  }

  it.each([true, false])(
    "finds the video, whether it was there at once or not: %j",
    async (agentHasVideoAtOnce) => {
      await using all = await emulated({ agentHasVideoAtOnce });
      const id = await waitForSessionVideo(all.client, await session(all, "A minute about tides"));
      expect((await waitForVideo(all.client, id)).duration).toBeGreaterThan(1);
      expect(all.emulator.carriedOut("POST /v3/video-agents")).toBe(1);
    },
  );

  it("says that a session has ended without a video", async () => {
    await using all = await emulated();
    const error = await failureOf(
      waitForSessionVideo(all.client, await session(all, "Tides [[emulate no-video]]")),
    );
    expect(error.message).toContain("without a video");
  });

  it("says that a session has failed", async () => {
    await using all = await emulated();
    const error = await failureOf(
      waitForSessionVideo(all.client, await session(all, "Tides [[emulate fail]]")),
    );
    expect(error.failure).toBe("job-failed");
  });
});

describe("paginate", () => {
  it("goes through all pages, and fetches none before it is asked for", async () => {
    await using all = await emulated();
    const made = [];
    for (let count = 0; count < 5; count++) made.push(await start(all, "none"));
    const before = all.emulator.requests.length;
    const found = [];
    for await (const video of paginate(all.client, api.video.list, { query: { limit: 2 } })) {
      found.push(video.id);
      expect(all.emulator.requests.length - before).toBe(Math.ceil(found.length / 2));
    }
    expect(found).toEqual(made.toReversed());
  });

  it("tells a token that is none", async () => {
    await using all = await emulated();
    const error = await failureOf(all.client.call(api.video.list, { query: { token: "x" } }));
    expect(error).toMatchObject({ status: 400, param: "token" });
  });
});
