import { api } from "../api/api.ts";
import type { ResponseOf } from "../api/endpoint.ts";
import { HeyGenError } from "../errors.ts";
import type { HeyGenClient } from "./client.ts";
import { plainText } from "./plain-text.ts";

/** Anything that is made over time. Any state but completed and failed counts as running. */
export interface JobState {
  readonly status: string;
  readonly failure_code?: string | null | undefined;
  readonly failure_message?: string | null | undefined;
}

/** How to wait for a job. */
export interface WaitOptions<T> {
  /** @default 1200, twenty minutes */
  readonly timeoutSeconds?: number;
  readonly signal?: AbortSignal | undefined;
  /** Told each state that was read. */
  readonly onState?: (state: T) => void;
  /** Waits before the state is read again. @default 2 s, and then longer and longer */
  readonly pause?: (seconds: number) => Promise<void>;
}

/** The job did not end in time; it may still. */
export class JobTimeoutError<T = unknown> extends HeyGenError {
  /** As last read. */
  readonly last: T;

  constructor(seconds: number, last: T) {
    super("timed-out", `HeyGen has not finished within ${Math.ceil(seconds)} s. The job goes on.`, {
      code: "timeout",
    });
    this.last = last;
  }
}

/** The job failed, in HeyGen's words. */
export class JobFailedError<T extends JobState = JobState> extends HeyGenError {
  readonly last: T;

  constructor(last: T) {
    const message = plainText(last.failure_message ?? "HeyGen gives no reason.", 2000);
    super("job-failed", `HeyGen could not make it: ${message}`, { code: last.failure_code ?? "job_failed" });
    this.last = last;
  }
}

/** As HeyGen's own command line polls. */
const firstSeconds = 2;
const longestSeconds = 30;

/**
 * Reads a job's state until it has ended well.
 *
 * @throws {JobFailedError} if it ended badly. @throws {JobTimeoutError} if it has not ended in time.
 */
export async function waitFor<T extends JobState>(
  client: HeyGenClient,
  read: () => Promise<T>,
  { timeoutSeconds = 1200, signal, onState, pause }: WaitOptions<T> = {},
): Promise<T> {
  const end = client.now() + timeoutSeconds * 1000;
  for (let seconds = firstSeconds; ; seconds = Math.min(longestSeconds, seconds * 2)) {
    const state = await read();
    onState?.(state);
    // Cloned voices spell it so.
    if (state.status === "completed" || state.status === "complete") return state;
    if (state.status === "failed" || state.status === "cancelled") throw new JobFailedError(state);
    const left = (end - client.now()) / 1000;
    if (left <= 0) throw new JobTimeoutError(timeoutSeconds, state);
    const most = Math.min(seconds, left);
    await (pause?.(most) ?? client.wait(most, signal));
  }
}

/** A video, as `video get` shows it. */
export type VideoState = ResponseOf<typeof api.video.get>["data"];
/** An agent's session, as `video-agent get` shows it. */
export type SessionState = ResponseOf<typeof api.videoAgent.get>["data"];

/** Waits for a video. */
export async function waitForVideo(
  client: HeyGenClient,
  videoId: string,
  options: WaitOptions<VideoState> = {},
): Promise<VideoState> {
  const { signal } = options;
  const read = async (): Promise<VideoState> =>
    (await client.call(api.video.get, { path: { video_id: videoId } }, { signal })).data;
  return waitFor(client, read, options);
}

/**
 * Waits until an agent's session has a video, and returns the video's id. It may have none for a while.
 *
 * @throws {HeyGenError} if the session waits for an answer of a person, which nobody would give.
 */
export async function waitForSessionVideo(
  client: HeyGenClient,
  sessionId: string,
  options: WaitOptions<SessionState> = {},
): Promise<string> {
  const { signal } = options;
  const read = async (): Promise<SessionState> => {
    const path = { session_id: sessionId };
    const { data } = await client.call(api.videoAgent.get, { path }, { signal });
    if (data.status === "waiting_for_input") {
      throw new HeyGenError(
        "job-failed",
        `HeyGen's agent asks back. Answer it with \`api.videoAgent.send\` ${sessionId}`,
      );
    }
    return data.video_id && data.status !== "failed" ? { ...data, status: "completed" } : data;
  };
  const { video_id: videoId } = await waitFor(client, read, options);
  if (videoId) return videoId;
  throw new HeyGenError("job-failed", `HeyGen's agent has finished session ${sessionId} without a video.`);
}
