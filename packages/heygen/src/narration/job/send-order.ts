import { api } from "../../api/api.ts";
import { wordTimes } from "../../client/word-times.ts";
import { HeyGenError } from "../../errors.ts";
import type { JobRecord } from "./job-record.ts";
import type { NarrationWork } from "./narration-work.ts";

/** What HeyGen's answer tells of a job. */
export type TakenIds = Pick<JobRecord, "session" | "video" | "speech">;

const nothing: TakenIds = { session: null, video: null, speech: null };

/** The title that a video bears at HeyGen, by which it is found again. */
export function titleOf(key: string): string {
  return `narration ${key.slice(0, 16)}`;
}

/** Sends the request that costs. */
export async function sendOrder(work: NarrationWork, record: JobRecord): Promise<TakenIds> {
  const { client, order, key } = work;
  const { signal } = work.dependencies;
  switch (order.type) {
    case "agent": {
      const { data } = await client.call(api.videoAgent.create, { body: order.body }, { signal });
      return { ...nothing, session: data.session_id, video: data.video_id ?? null };
    }
    case "avatar": {
      const body = {
        ...order.body,
        ...(record.opaque && { output_format: "mp4" as const }),
        title: titleOf(key),
      };
      // What is sent instead is another request, so it gets another key.
      const idempotencyKey = record.opaque ? `${record.idempotencyKey}-opaque` : record.idempotencyKey;
      const { data } = await client.call(api.video.create, { body }, { signal, idempotencyKey });
      return { ...nothing, video: data.video_id };
    }
    case "speech": {
      const { data } = await client.call(api.voice.speech.create, { body: order.body }, { signal });
      return { ...nothing, speech: { url: data.audio_url, words: wordTimes(data.word_timestamps) } };
    }
  }
}

/**
 * Whether HeyGen refused a request because the look cannot be cut out: which can, it does not tell beforehand.
 * Refusals cost nothing.
 */
export function isTransparencyRefused({ order }: NarrationWork, error: unknown): boolean {
  if (order.type !== "avatar" || order.body.output_format !== "webm") return false;
  if (!(error instanceof HeyGenError) || error.failure !== "rejected" || error.status !== 400) return false;
  return error.param === undefined || error.param === "output_format";
}
